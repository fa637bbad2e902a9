package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.server.port.Hops;
import org.spinngate.server.session.Door;
import org.spinngate.server.session.Session;

/**
 * All that comes from one address, and the session that it has: from the datagram that begins it to
 * the session's end. Whatever comes later makes another of these.
 *
 * <p>Confined to its event loop, but for {@link #loop}, {@link #address} and {@link #hops}.
 */
final class OldClient implements Door {
  /** Applications that begin in a second; each costs a socket, and a scan has thousands. */
  private static final int NEW_FLOWS = 64;

  private final InetAddress address;
  private final EventLoop loop;
  private final OldClients all;
  private final OldFlows scp = new OldFlows(Service.SCP);
  private final OldFlows boot = new OldFlows(Service.BOOT);
  private final OldTunnel tunnel;
  private final Repeats newFlows;
  private final Hops.Source hops;
  private @Nullable Session session;
  private @Nullable OldFlow booting;
  private Optional<String> board = Optional.empty();
  private boolean over;
  private boolean unflushed;

  OldClient(InetAddress address, EventLoop loop, OldClients all) {
    this.address = address;
    this.loop = loop;
    this.all = all;
    this.hops = all.hopsTo(loop);
    this.tunnel = new OldTunnel(loop, scp, boot, this::taken, this::end, this::unsent);
    this.newFlows = new Repeats(NEW_FLOWS, Duration.ofSeconds(1), all.nanoTime());
  }

  EventLoop loop() {
    return loop;
  }

  InetAddress address() {
    return address;
  }

  /** The way to its event loop from others. Any thread. */
  Hops.Source hops() {
    return hops;
  }

  /**
   * Takes over a datagram; it leaves with the next {@link #flush()}.
   *
   * @return whether it is the first since then
   */
  boolean receive(Service service, Way way, ByteBuf datagram) {
    assert loop.inEventLoop();
    Session mine = over ? null : session(way);
    OldFlow flow = mine == null ? null : flow(mine, service, way, datagram);
    if (mine == null || flow == null) {
      datagram.release();
      return false;
    }
    flow.heard(way);
    tunnel.heard(way, datagram.readableBytes());
    if (service == Service.BOOT) {
      booting = flow;
      mine.bootToBoard(tunnel, flow.number(), 0, datagram);
    } else {
      mine.scpToBoard(tunnel, flow.number(), datagram);
    }
    boolean first = !unflushed;
    unflushed = true;
    return first;
  }

  boolean isOver() {
    return over;
  }

  private @Nullable Session session(Way way) {
    if (session == null) {
      board = all.open(this, tunnel, way);
      if (board.isEmpty()) {
        end();
      }
    }
    return session;
  }

  private @Nullable OldFlow flow(Session mine, Service service, Way way, ByteBuf datagram) {
    OldFlows flows = flows(service);
    OldFlow known = flows.find(way);
    if (way instanceof DatagramWay && flows.hasConnection()) {
      all.dropped(LegacyDrop.UNPROVEN);
      return null;
    }
    if (service == Service.BOOT && isOther(known)) {
      // One boot at a time, and none without its start: the rest of this one is dropped, too.
      flows.remove(way).ifPresent(refused -> forget(mine, refused));
      all.dropped(LegacyDrop.TOO_FAST);
      return null;
    }
    return known == null ? begin(mine, flows, way, datagram) : known;
  }

  /** Whether the boot datagrams that wait for the board are another flow's. */
  private boolean isOther(@Nullable OldFlow flow) {
    return booting != null && booting != flow && booting.underWay() > 0;
  }

  private @Nullable OldFlow begin(Session mine, OldFlows flows, Way way, ByteBuf datagram) {
    if (!FirstDatagram.opens(flows.service(), datagram)) {
      all.dropped(LegacyDrop.UNRECOGNISED);
      return null;
    }
    if (newFlows.next().isEmpty()) {
      all.dropped(LegacyDrop.TOO_FAST);
      return null;
    }
    flows
        .makeRoom(one -> mine.mustStay(one.service(), one.number()))
        .ifPresent(oldest -> forget(mine, oldest));
    return flows.begin(way);
  }

  private OldFlows flows(Service service) {
    return service == Service.BOOT ? boot : scp;
  }

  private void forget(Session mine, OldFlow flow) {
    flow.release();
    booting = booting == flow ? null : booting;
    mine.flowClosed(tunnel, flow.service(), flow.number());
  }

  /** Lets leave for the board what has come since the last time. */
  void flush() {
    unflushed = false;
    if (session != null) {
      session.flush();
    }
  }

  /**
   * A connection is gone. A boot that it has brought goes on; whoever has had nothing else is gone,
   * too.
   */
  void gone(Service service, Way way) {
    assert loop.inEventLoop();
    OldFlow flow = flows(service).find(way);
    if (flow != null) {
      flow.leave();
      endIfDone(flow);
    }
  }

  private void unsent(Unsent fallen) {
    if (session != null) {
      session.drops().unsent(fallen);
    }
  }

  private void taken(OldFlow flow) {
    if (flow.isDone()) {
      // Not at once, since it is the flow itself that tells.
      loop.execute(() -> endIfDone(flow));
    }
  }

  private void endIfDone(OldFlow flow) {
    Session mine = session;
    if (mine == null || !flow.isDone()) {
      return;
    }
    if (flows(flow.service()).remove(flow.way()).isPresent()) {
      forget(mine, flow);
      if (scp.isEmpty() && boot.isEmpty()) {
        mine.endedBy(tunnel, CloseCause.RELEASED);
      }
    }
  }

  /** The configuration does not give it this board any more. */
  void revoke(String reason) {
    assert loop.inEventLoop();
    if (session != null) {
      session.end(CloseCause.REVOKED, reason);
    }
  }

  /** Whether any of its applications talks by UDP. */
  boolean hasDatagrams() {
    return scp.hasDatagrams() || boot.hasDatagrams();
  }

  /** The board that it has, or wants. */
  Optional<String> board() {
    return board;
  }

  @Override
  public void opened(Session opened) {
    session = opened;
  }

  @Override
  public void waiting(int position, Optional<Holder> holder) {
    throw new IllegalStateException("an old client cannot be told to wait");
  }

  @Override
  public void refused(CloseCause cause, String text, Optional<Holder> holder) {
    all.refused(this, cause, text, holder);
    end();
  }

  /** Nothing more is done for it. */
  private void end() {
    over = true;
    session = null;
    Stream.of(scp, boot).flatMap(flows -> flows.all().stream()).forEach(OldFlow::release);
    all.forget(this);
  }
}
