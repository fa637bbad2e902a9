package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.server.net.Hops;
import org.spinngate.server.session.Claim;
import org.spinngate.server.session.ClaimListener;
import org.spinngate.server.session.Session;

/**
 * All that comes from one address, and the session that it has: from the datagram that begins it to
 * the session's end. What comes later makes another of these.
 *
 * <p>Confined to its event loop, but for {@link #loop}, {@link #address} and {@link #hops}.
 */
final class LegacyClient implements ClaimListener {
  private final InetAddress address;
  private final EventLoop loop;
  private final LegacyClients all;
  private final LegacyApplications applications;
  private final LegacyTunnel tunnel;
  private final Hops.Source hops;
  private final EarlyDatagrams early = new EarlyDatagrams();
  private final List<Runnable> onceOpen = new ArrayList<>();
  private @Nullable Session session;
  private Optional<String> board = Optional.empty();
  private Optional<Claim> claim = Optional.empty();
  private boolean over;
  private boolean unflushed;

  LegacyClient(InetAddress address, EventLoop loop, LegacyClients all) {
    this.address = address;
    this.loop = loop;
    this.all = all;
    this.hops = all.hopsTo(loop);
    this.applications =
        new LegacyApplications(all.nanoTime(), all::dropped, this::mustStay, this::closed);
    this.tunnel =
        new LegacyTunnel(
            loop,
            applications.flows(Service.SCP),
            applications.flows(Service.BOOT),
            this::taken,
            this::end,
            this::unsent);
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
  boolean receive(Service service, ReplyPath path, ByteBuf datagram) {
    assert loop.inEventLoop();
    Session mine = over ? null : session(path);
    if (mine == null) {
      keep(service, path, datagram);
      return false;
    }
    return deliver(mine, service, path, datagram);
  }

  private void keep(Service service, ReplyPath path, ByteBuf datagram) {
    if (over) {
      datagram.release();
    } else if (!early.keep(service, path, datagram)) {
      all.dropped(LegacyDrop.TOO_FAST);
    }
  }

  private boolean deliver(Session mine, Service service, ReplyPath path, ByteBuf datagram) {
    LegacyFlow flow = applications.flowOf(service, path, datagram);
    if (flow == null) {
      datagram.release();
      return false;
    }
    flow.heard(path);
    tunnel.heard(path, datagram.readableBytes());
    if (service == Service.BOOT) {
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

  /** The session, if there is one by now; it is asked for once. */
  private @Nullable Session session(ReplyPath path) {
    if (session == null && board.isEmpty()) {
      Optional<LegacyClients.Asked> asked = all.open(this, tunnel, path);
      board = asked.map(LegacyClients.Asked::board);
      claim = asked.flatMap(LegacyClients.Asked::claim);
      if (board.isEmpty()) {
        end();
      }
    }
    return session;
  }

  private boolean mustStay(LegacyFlow flow) {
    return session != null && session.mustStay(flow.service(), flow.number());
  }

  private void closed(LegacyFlow flow) {
    if (session != null) {
      session.flowClosed(tunnel, flow.service(), flow.number());
    }
  }

  /** Lets leave for the board what has come since the last time. */
  void flush() {
    unflushed = false;
    if (session != null) {
      session.flush();
    }
  }

  /**
   * A connection is gone. A boot that it has brought goes on; a client that has had nothing else is
   * gone, too.
   */
  void gone(Service service, ReplyPath path) {
    assert loop.inEventLoop();
    if (session == null && !over) {
      goneEarly(service, path);
      return;
    }
    LegacyFlow flow = applications.flows(service).find(path);
    if (flow != null) {
      flow.leave();
      endIfDone(flow);
    }
  }

  /** Nobody knows yet whether it gets its board. */
  private void goneEarly(Service service, ReplyPath path) {
    if (early.forget(path)) {
      end();
    } else {
      onceOpen.add(() -> gone(service, path));
    }
  }

  private void unsent(Unsent fallen) {
    if (session != null) {
      session.drops().unsent(fallen);
    }
  }

  private void taken(LegacyFlow flow) {
    if (flow.isDone()) {
      // Not at once, since it is the flow itself that tells.
      loop.execute(() -> endIfDone(flow));
    }
  }

  private void endIfDone(LegacyFlow flow) {
    Session mine = session;
    if (mine == null || !flow.isDone()) {
      return;
    }
    if (applications.end(flow) && applications.areNone()) {
      mine.endedBy(tunnel, CloseCause.RELEASED);
    }
  }

  /** The configuration does not give it this board any more. */
  void revoke(String reason) {
    assert loop.inEventLoop();
    if (session != null) {
      session.end(CloseCause.REVOKED, reason);
    } else {
      end();
    }
  }

  /** Whether any of its applications talks by UDP. */
  boolean hasDatagrams() {
    return applications.haveDatagrams();
  }

  /** The board that it has, or wants. */
  Optional<String> board() {
    return board;
  }

  /** There is nobody who reads it. */
  @Override
  public void preparing(String news) {}

  @Override
  public void opened(Session opened) {
    session = opened;
    early.handOn((service, path, datagram) -> deliver(opened, service, path, datagram));
    flush();
    onceOpen.forEach(Runnable::run);
    onceOpen.clear();
  }

  @Override
  public void waiting(int position, Optional<Holder> holder) {
    throw new IllegalStateException("an old client cannot be told to wait");
  }

  @Override
  public void elsewhere(String address) {
    all.elsewhere(this, address);
    end();
  }

  @Override
  public void refused(CloseCause cause, String text, Optional<Holder> holder) {
    all.refused(this, cause, text, holder);
    end();
  }

  /** Nothing more is done for it. */
  private void end() {
    over = true;
    claim.ifPresent(wish -> wish.cancel(CloseCause.RELEASED));
    early.drop();
    session = null;
    applications.release();
    all.forget(this);
  }
}
