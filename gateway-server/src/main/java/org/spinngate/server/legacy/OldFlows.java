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
final class OldFlows {
  /** Whoever may come may pretend to have as many ports as there are. */
  static final int MOST = 1024;

  private final Service service;
  private final Map<Object, OldFlow> byKey = new LinkedHashMap<>(16, 0.75f, true);
  private final IntObjectMap<OldFlow> byNumber = new IntObjectHashMap<>();
  private int latest;
  private int connections;

  OldFlows(Service service) {
    this.service = service;
  }

  Service service() {
    return service;
  }

  /** The flow of this way, if there is one. It counts as used. */
  @Nullable OldFlow find(Way way) {
    return byKey.get(way.key());
  }

  /** The flow of this number, if there is one. It counts as used. */
  @Nullable OldFlow find(int number) {
    OldFlow flow = byNumber.get(number);
    return flow == null ? null : byKey.get(flow.way().key());
  }

  /** Makes a flow; there must be room. */
  OldFlow begin(Way way) {
    OldFlow flow = new OldFlow(service, freeNumber(), way);
    byKey.put(way.key(), flow);
    byNumber.put(flow.number(), flow);
    connections += way instanceof StreamWay ? 1 : 0;
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
  Optional<OldFlow> makeRoom(Predicate<OldFlow> mustStay) {
    if (byKey.size() < MOST) {
      return Optional.empty();
    }
    Optional<OldFlow> oldest = byKey.values().stream().filter(mustStay.negate()).findFirst();
    return oldest.flatMap(flow -> remove(flow.way()));
  }

  /** Takes out the flow of this way, if there is one. */
  Optional<OldFlow> remove(Way way) {
    Optional<OldFlow> flow = Optional.ofNullable(byKey.remove(way.key()));
    flow.ifPresent(this::forget);
    return flow;
  }

  private void forget(OldFlow gone) {
    byNumber.remove(gone.number());
    connections -= gone.way() instanceof StreamWay ? 1 : 0;
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

  Collection<OldFlow> all() {
    return byKey.values();
  }
}
