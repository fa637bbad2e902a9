package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.repeat.Repeats;

/**
 * The applications of one address: from which one a datagram comes, whether it begins another, and
 * which one makes room for that.
 *
 * <p>Confined to the event loop of its client.
 */
final class LegacyApplications {
  /** Applications that begin in a second; each costs a socket, and a scan has thousands. */
  private static final int NEW_FLOWS = 64;

  private final LegacyFlows scp = new LegacyFlows(Service.SCP);
  private final LegacyFlows boot = new LegacyFlows(Service.BOOT);
  private final Consumer<LegacyDrop> dropped;
  private final Predicate<LegacyFlow> mustStay;
  private final Consumer<LegacyFlow> closed;
  private final Repeats newFlows;
  private @Nullable LegacyFlow booting;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   * @param dropped counts what is dropped
   * @param mustStay whether one may not make room for another
   * @param closed takes each one that has ended, until all are released
   */
  LegacyApplications(
      LongSupplier nanoTime,
      Consumer<LegacyDrop> dropped,
      Predicate<LegacyFlow> mustStay,
      Consumer<LegacyFlow> closed) {
    this.dropped = dropped;
    this.mustStay = mustStay;
    this.closed = closed;
    this.newFlows = new Repeats(NEW_FLOWS, Duration.ofSeconds(1), nanoTime);
  }

  LegacyFlows flows(Service service) {
    return service == Service.BOOT ? boot : scp;
  }

  /**
   * Whose datagram it is.
   *
   * @return null if it is to be dropped, which is counted
   */
  @Nullable LegacyFlow flowOf(Service service, ReplyPath path, ByteBuf datagram) {
    LegacyFlows flows = flows(service);
    LegacyFlow known = flows.find(path);
    if (path instanceof DatagramReplyPath && flows.hasConnection()) {
      dropped.accept(LegacyDrop.UNPROVEN);
      return null;
    }
    if (service == Service.BOOT && isOther(known)) {
      // One boot at a time, and none without its start: the rest of this one is dropped, too.
      flows.remove(path).ifPresent(this::close);
      dropped.accept(LegacyDrop.TOO_FAST);
      return null;
    }
    LegacyFlow flow = known == null ? begin(flows, path, datagram) : known;
    booting = service == Service.BOOT && flow != null ? flow : booting;
    return flow;
  }

  /** Whether the boot datagrams that wait for the board are another flow's. */
  private boolean isOther(@Nullable LegacyFlow flow) {
    return booting != null && booting != flow && booting.underWay() > 0;
  }

  private @Nullable LegacyFlow begin(LegacyFlows flows, ReplyPath path, ByteBuf datagram) {
    if (!FirstDatagram.opens(flows.service(), datagram)) {
      dropped.accept(LegacyDrop.UNRECOGNISED);
      return null;
    }
    if (newFlows.next().isEmpty()) {
      dropped.accept(LegacyDrop.TOO_FAST);
      return null;
    }
    flows.makeRoom(mustStay).ifPresent(this::close);
    return flows.begin(path);
  }

  /** One has ended; false if that is known already. */
  boolean end(LegacyFlow flow) {
    boolean wasThere = flows(flow.service()).remove(flow.path()).isPresent();
    if (wasThere) {
      close(flow);
    }
    return wasThere;
  }

  private void close(LegacyFlow flow) {
    flow.release();
    booting = booting == flow ? null : booting;
    closed.accept(flow);
  }

  boolean areNone() {
    return scp.isEmpty() && boot.isEmpty();
  }

  /** Whether any of them talks by UDP. */
  boolean haveDatagrams() {
    return scp.hasDatagrams() || boot.hasDatagrams();
  }

  /** The session is over: nothing more is sent to any of them. */
  void release() {
    Stream.of(scp, boot).flatMap(flows -> flows.all().stream()).forEach(LegacyFlow::release);
  }
}
