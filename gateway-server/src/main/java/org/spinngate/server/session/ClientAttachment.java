package org.spinngate.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.admission.Client;

/**
 * The client's side of one session: which connection it has at present, if any. News of an earlier
 * connection are of no interest.
 *
 * <p>Confined to the session's event loop.
 */
final class ClientAttachment {
  private final LongSupplier nanoTime;
  private final Clock clock;
  private SessionState state;
  private @Nullable Tunnel tunnel;
  private @Nullable BootReport untold;
  private volatile Client client;
  private PathReport path;

  /**
   * @param first the one that the session begins with
   */
  ClientAttachment(ClientConnection first, LongSupplier nanoTime, Clock clock) {
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.state = new SessionState.Attached(first.tunnel(), first.generation());
    this.tunnel = first.tunnel();
    this.path = first.tunnel().report();
    this.client = first.client();
  }

  /**
   * Sends a datagram to the client; the buffer stays the caller's.
   *
   * @return why it was dropped, or null if it was not
   */
  @Nullable DropReason send(Service service, int flow, ByteBuf datagram) {
    Tunnel way = tunnel;
    if (way == null) {
      return DropReason.TUNNEL_DOWN;
    }
    return service == Service.BOOT ? way.sendBoot(flow, 0, datagram) : way.sendScp(flow, datagram);
  }

  /** Tells the client something, if it is there. */
  private void tell(ControlMessage message) {
    if (tunnel != null) {
      tunnel.send(message);
    }
  }

  /** A line for the person in front of the client. */
  void notice(String text) {
    tell(new Notice(text));
  }

  /** So many boot datagrams of a flow need not be kept any longer. */
  void bootTaken(int flow, int count) {
    tell(new BootTaken(flow, count));
  }

  /** Tells the client how a boot goes; one that is away hears the latest when it is back. */
  void tell(BootReport report) {
    untold = isDetached() ? report : null;
    tell((ControlMessage) report);
  }

  /** Whether this is the session's connection now. */
  boolean isCurrent(Tunnel from) {
    return tunnel == from;
  }

  boolean isOver() {
    return state instanceof SessionState.Closed;
  }

  boolean isDetached() {
    return state instanceof SessionState.Detached;
  }

  String label() {
    return state.label();
  }

  /** Who has the present connection, or had the latest. Any thread. */
  Client client() {
    return client;
  }

  /** Where the client is, or was last. */
  String peer() {
    return client.peer();
  }

  /** How datagrams travel, or did last. */
  PathReport path() {
    if (tunnel != null) {
      path = tunnel.report();
    }
    return path;
  }

  /** The latest round trip in nanoseconds, -1 if there is none. */
  long roundTripNanos() {
    return tunnel == null ? -1 : path().roundTripNanos();
  }

  /**
   * The present connection is gone; the grace runs.
   *
   * @param end ends the session after the grace
   */
  void lose(Duration grace, EventLoop loop, Runnable end) {
    if (state instanceof SessionState.Attached attached) {
      Future<?> timer = new LaterTask(end).in(loop, grace.toNanos(), TimeUnit.NANOSECONDS);
      become(attached.lost(nanoTime.getAsLong(), clock.instant().plus(grace), timer));
    }
  }

  /**
   * The client has another connection, and is greeted by it first of all.
   *
   * @return why it cannot have the session by it; empty if it can
   */
  Optional<CloseCause> take(ClientConnection next, Opened greeting) {
    if (state instanceof SessionState.Closed closed) {
      return Optional.of(closed.cause());
    }
    if (next.generation() <= generation()) {
      return Optional.of(CloseCause.SUPERSEDED);
    }
    if (state instanceof SessionState.Attached attached) {
      become(attached.superseded(next.tunnel(), next.generation()));
    } else if (state instanceof SessionState.Detached detached) {
      become(detached.resumed(next.tunnel(), next.generation()));
    }
    client = next.client();
    next.tunnel().send(greeting);
    if (untold != null) {
      tell(untold);
    }
    return Optional.empty();
  }

  private int generation() {
    if (state instanceof SessionState.Attached attached) {
      return attached.generation();
    }
    return state instanceof SessionState.Detached detached
        ? detached.generation()
        : Integer.MAX_VALUE;
  }

  /** For how long the client has been away, in nanoseconds, if it is. */
  OptionalLong awayNanos() {
    return state instanceof SessionState.Detached detached
        ? OptionalLong.of(nanoTime.getAsLong() - detached.sinceNanos())
        : OptionalLong.empty();
  }

  /** Until when a client that is away may come back. */
  Optional<Instant> keptUntil() {
    return state instanceof SessionState.Detached detached
        ? Optional.of(detached.until())
        : Optional.empty();
  }

  /** It is over; the client hears it if it still can. */
  void end(CloseCause cause, String text) {
    Tunnel last = tunnel;
    // While it still knows: the last row of the session tells how its last datagrams have
    // travelled.
    path();
    become(state.ended(cause));
    if (last != null) {
      last.close(cause, text);
    }
  }

  private void become(SessionState next) {
    state = next;
    tunnel = next.tunnel().orElse(null);
  }
}
