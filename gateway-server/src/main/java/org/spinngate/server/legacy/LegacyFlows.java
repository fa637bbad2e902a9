package org.spinngate.server.legacy;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Service;

/**
 * The flows of one old client and one service, by what tells them apart and by the number that the
 * session knows them by. At the end of its room the one that nothing has come or gone by for
 * longest makes place.
 *
 * <p>Confined to the event loop of its client.
 */
final class LegacyFlows {
  /** A sender from an allowed network may pretend to have as many ports as there are. */
  static final int MOST = 1024;

  private final Service service;
  private final Map<Object, LegacyFlow> byKey = new LinkedHashMap<>(16, 0.75f, true);
  private final IntObjectMap<LegacyFlow> byNumber = new IntObjectHashMap<>();
  private int latest;
  private int connections;

  LegacyFlows(Service service) {
    this.service = service;
  }

  Service service() {
    return service;
  }

  /** The flow of this reply path, if there is one. It counts as used. */
  @Nullable LegacyFlow find(ReplyPath path) {
    return byKey.get(path.key());
  }

  /** The flow of this number, if there is one. It counts as used. */
  @Nullable LegacyFlow find(int number) {
    LegacyFlow flow = byNumber.get(number);
    return flow == null ? null : byKey.get(flow.path().key());
  }

  /** Makes a flow; there must be room. */
  LegacyFlow begin(ReplyPath path) {
    LegacyFlow flow = new LegacyFlow(service, freeNumber(), path);
    byKey.put(path.key(), flow);
    byNumber.put(flow.number(), flow);
    connections += path instanceof StreamReplyPath ? 1 : 0;
    return flow;
  }

  private int freeNumber() {
    do {
      latest = latest % DataFrame.MAX_FLOW + 1;
    } while (byNumber.containsKey(latest));
    return latest;
  }

  /**
   * Takes out the flow that must go before another may begin, if one must: of those that may, the
   * oldest. A session has far fewer that must stay than there is room for.
   */
  Optional<LegacyFlow> makeRoom(Predicate<LegacyFlow> mustStay) {
    if (byKey.size() < MOST) {
      return Optional.empty();
    }
    Optional<LegacyFlow> oldest = byKey.values().stream().filter(mustStay.negate()).findFirst();
    return oldest.flatMap(flow -> remove(flow.path()));
  }

  /** Takes out the flow of this reply path, if there is one. */
  Optional<LegacyFlow> remove(ReplyPath path) {
    Optional<LegacyFlow> flow = Optional.ofNullable(byKey.remove(path.key()));
    flow.ifPresent(this::forget);
    return flow;
  }

  private void forget(LegacyFlow gone) {
    byNumber.remove(gone.number());
    connections -= gone.path() instanceof StreamReplyPath ? 1 : 0;
  }

  /** Whether one of them is a connection, whose sender nobody else can be. */
  boolean hasConnection() {
    return connections > 0;
  }

  /** Whether one of them is no connection, so that anybody may be its sender. */
  boolean hasDatagrams() {
    return byKey.size() > connections;
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  Collection<LegacyFlow> all() {
    return byKey.values();
  }
}
