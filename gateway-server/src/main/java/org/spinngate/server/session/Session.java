package org.spinngate.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.server.board.Board;
import org.spinngate.server.flow.FlowListener;
import org.spinngate.server.flow.FlowTable;
import org.spinngate.server.flow.Flows;

/**
 * One user's time with one board: joins a tunnel to the flows of a board. It knows no door and no
 * carrier.
 *
 * <p>Lives on the event loop of its client; {@link #end}, {@link #row()} and {@link #idle()} may be
 * called from any thread.
 */
public final class Session implements FlowListener {
  private static final long TICK_MILLIS = 1000;

  private final SessionId id;
  private final Claim claim;
  private final Tunnel tunnel;
  private final FlowTable flows;
  private final TimeLimits limits;
  private final SessionLog log;
  private final LongSupplier nanoTime;
  private final Consumer<Session> whenEnded;
  private final Instant since;
  private final int mostFlows;
  private final Traffic traffic = new Traffic();
  private final Future<?> ticking;
  private long movedBefore;
  private boolean ended;
  private volatile long activeNanos;
  private volatile SessionRow row;

  Session(
      SessionId id,
      Claim claim,
      SessionTimes times,
      Flows.Shared shared,
      Consumer<Session> whenEnded) {
    Client client = claim.client();
    this.id = id;
    this.claim = claim;
    this.tunnel = claim.tunnel();
    this.nanoTime = shared.nanoTime();
    this.whenEnded = whenEnded;
    this.since = shared.clock().instant();
    this.mostFlows = shared.mostPerSession();
    this.activeNanos = nanoTime.getAsLong();
    this.limits = new TimeLimits(times, activeNanos);
    this.log = new SessionLog(id, claim, nanoTime);
    Flows maker = new Flows(client.loop(), claim.board(), client.user().name(), shared);
    this.flows = new FlowTable(maker, this);
    this.row = snapshot();
    this.ticking =
        client
            .loop()
            .scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What the session is called. */
  public SessionId id() {
    return id;
  }

  /** The message that tells the client of its session. */
  public Opened greeting() {
    Board board = claim.board();
    return new Opened(id.value(), board.name(), board.lease().shared(), mostFlows);
  }

  /** The client knows of its session; from here on it shows. */
  void begun() {
    log.opened();
  }

  /** Takes over a datagram from the tunnel; it leaves with the next {@link #flush()}. */
  public void scpToBoard(int flow, ByteBuf datagram) {
    assert claim.client().loop().inEventLoop();
    if (!late(datagram)) {
      flows.sendScp(flow, datagram);
    }
  }

  /** Takes over a boot datagram from the tunnel; it leaves when the board can bear it. */
  public void bootToBoard(int flow, int gapMillis, ByteBuf datagram) {
    assert claim.client().loop().inEventLoop();
    if (!late(datagram)) {
      flows.sendBoot(flow, gapMillis, datagram);
    }
  }

  /** Drops what still arrives when the session has ended, such as behind a goodbye. */
  private boolean late(ByteBuf datagram) {
    if (ended) {
      datagram.release();
      dropped(DropReason.SESSION_ENDED);
    }
    return ended;
  }

  /** Sends what the tunnel has handed over since the last time. */
  public void flush() {
    flows.flush();
  }

  /** The client has forgotten an application. */
  public void flowClosed(Service service, int flow) {
    flows.close(service, flow);
  }

  @Override
  public void fromBoard(Service service, int flow, ByteBuf datagram) {
    DropReason dropped =
        service == Service.BOOT
            ? tunnel.sendBoot(flow, 0, datagram)
            : tunnel.sendScp(flow, datagram);
    if (dropped == null) {
      traffic.toClient(datagram.readableBytes());
    } else {
      dropped(dropped);
    }
  }

  @Override
  public void sentToBoard(int bytes) {
    traffic.toBoard(bytes);
  }

  @Override
  public void dropped(DropReason reason) {
    traffic.dropped(reason);
    log.dropped(reason);
  }

  @Override
  public void bootReport(BootReport report) {
    log.boot(report);
    tunnel.send(report);
  }

  @Override
  public void notice(String text) {
    tunnel.send(new Notice(text));
  }

  /** Ends the session for a cause, once; the client hears it if it still can. Any thread. */
  public void end(CloseCause cause, String text) {
    if (claim.client().loop().inEventLoop()) {
      endNow(cause, text);
    } else {
      claim.client().loop().execute(() -> endNow(cause, text));
    }
  }

  private void endNow(CloseCause cause, String text) {
    if (ended) {
      return;
    }
    ended = true;
    ticking.cancel(false);
    flows.closeAll();
    tunnel.close(cause, text);
    row = snapshot();
    log.ended(cause, row);
    whenEnded.accept(this);
    claim.giveUp();
  }

  /** Completes when the row shows the counters of this moment. Any thread. */
  Future<?> refreshed() {
    return claim.client().loop().submit(() -> row = snapshot());
  }

  /** When the session began. Any thread. */
  Instant since() {
    return since;
  }

  /** The latest row, at most a second old. Any thread. */
  SessionRow row() {
    return row;
  }

  /** For how long no datagram has passed, to the second. Any thread. */
  Duration idle() {
    return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - activeNanos));
  }

  private void tick() {
    long now = nanoTime.getAsLong();
    if (traffic.moved() != movedBefore) {
      movedBefore = traffic.moved();
      limits.active(now);
      activeNanos = now;
    }
    row = snapshot();
    limits.warning(now).ifPresent(this::notice);
    limits.reached(now).ifPresent(cause -> end(cause, cause.sentence()));
  }

  private SessionRow snapshot() {
    Board board = claim.board();
    return new SessionRow(
        id.toString(),
        claim.client().user().name(),
        board.name(),
        board.lease().shared() ? "shared" : "exclusive",
        ended ? "ended" : "attached",
        claim.client().peer(),
        tunnel.path(),
        flows.size(),
        traffic.snapshot(),
        tunnel.roundTripNanos(),
        since);
  }
}
