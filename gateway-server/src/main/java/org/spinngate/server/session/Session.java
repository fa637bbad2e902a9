package org.spinngate.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.admission.Permissions.Withdrawal;
import org.spinngate.server.board.Board;
import org.spinngate.server.flow.Flows;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionIdentity;

/**
 * One user's time with one board: joins a tunnel to the flows of a board. It knows no door and no
 * carrier. A tunnel that is lost may be followed by another; what an earlier one still brings is
 * not looked at.
 *
 * <p>Lives on the event loop of its first connection. What any other thread may call says so.
 */
public final class Session {
  private final HeldBoard held;
  private final SessionLabel label;
  private final ClientAttachment attachment;
  private final SessionLog log;
  private final BoardSide boardSide;
  private final SessionListener listener;
  private final SessionTimes times;
  private final SessionTick tick;
  private final TunnelDrops drops;
  private final Revocation revocation;
  private int bootReceived;

  Session(
      HeldBoard held,
      ClientConnection first,
      SessionTimes times,
      Flows.Shared shared,
      SessionListener listener) {
    Client client = first.client();
    this.held = held;
    this.label = new SessionLabel(held.identity().id(), client, held.board());
    this.times = times;
    this.listener = listener;
    LongSupplier nanoTime = shared.nanoTime();
    this.attachment = new ClientAttachment(first, nanoTime, shared.clock());
    Duration age = Duration.between(held.identity().since(), shared.clock().instant());
    this.log = new SessionLog(label, listener.lines());
    this.boardSide = new BoardSide(label, attachment, log, listener.meter(), shared);
    this.revocation =
        new Revocation(
            client.loop(),
            times.notice(),
            attachment::notice,
            reason -> endNow(CloseCause.REVOKED, reason));
    this.tick = boardSide.tick(times, age, nanoTime, this::snapshot);
    this.drops = new TunnelDrops(boardSide, attachment, boardSide::countedAfterTheEnd);
    tick.start(client.loop(), this::eachSecond, log.faults());
  }

  /** What the session is called. */
  public SessionId id() {
    return held.identity().id();
  }

  SessionIdentity identity() {
    return held.identity();
  }

  /** Whose it is. Any thread. */
  String user() {
    return label.user();
  }

  /** Who has it, by the present connection or the latest. Any thread. */
  Client client() {
    return attachment.client();
  }

  /** What it has. Any thread. */
  Board board() {
    return label.board();
  }

  /** Where it lives. Any thread. */
  public EventLoop loop() {
    return label.client().loop();
  }

  /** Whether it is this user's, and the token is the one that it was given. Any thread. */
  boolean isOf(String user, ResumeToken token) {
    return label.user().equals(user) && held.identity().token().matches(token);
  }

  /** The message that tells the client of its session. */
  public Opened greeting() {
    return held.greeting();
  }

  /** Whether the journal has it. */
  public JournalNote note() {
    return held.note();
  }

  /** The client knows of its session; from here on it shows. */
  void begun() {
    log.opened();
    board().condition().doubt().ifPresent(attachment::notice);
  }

  /**
   * The client is back on another connection, or has a second one. It is greeted first of all.
   *
   * @return why it cannot be; empty if it can
   */
  public Optional<CloseCause> resume(Tunnel next, int generation, Client by) {
    assert loop().inEventLoop();
    long away = attachment.awayNanos().orElse(0);
    Optional<CloseCause> refusal =
        attachment.take(
            new ClientConnection(by, next, generation),
            held.greetingAgain(boardSide.hasHeard(), bootReceived));
    if (refusal.isEmpty()) {
      log.resumed(by.peer(), away);
      boardSide.resumed();
      tick.refresh();
      listener.changed(this);
    }
    return refusal;
  }

  /** A connection is gone without a goodbye; the session waits for its client if it may. */
  public void lost(Tunnel from) {
    assert loop().inEventLoop();
    if (!attachment.isCurrent(from)) {
      return;
    }
    if (times.grace().isZero()) {
      endLost();
      return;
    }
    attachment.lose(times.grace(), loop(), this::endLost);
    log.detached(attachment.peer(), times.grace());
    tick.refresh();
    listener.changed(this);
  }

  private void endLost() {
    endNow(CloseCause.LOST, CloseCause.LOST.sentence());
  }

  /** Takes over a datagram from a tunnel; it leaves with the next {@link #flush()}. */
  public void scpToBoard(Tunnel from, int flow, ByteBuf datagram) {
    assert loop().inEventLoop();
    if (attachment.isCurrent(from)) {
      boardSide.sendScp(flow, datagram);
    } else {
      drops.late(datagram);
    }
  }

  /** Takes over a boot datagram from a tunnel; it leaves when the board can bear it. */
  public void bootToBoard(Tunnel from, int flow, int gapMillis, ByteBuf datagram) {
    assert loop().inEventLoop();
    if (attachment.isCurrent(from)) {
      bootReceived++;
      boardSide.sendBoot(flow, gapMillis, datagram);
    } else if (attachment.isOver()) {
      drops.late(datagram);
    } else {
      // The client sends it again on its new connection, as it is not in the count.
      datagram.release();
    }
  }

  /** Sends what the tunnel has handed over since the last time. */
  public void flush() {
    boardSide.flush();
  }

  /** The client has forgotten an application. */
  public void flowClosed(Tunnel from, Service service, int flow) {
    if (attachment.isCurrent(from)) {
      boardSide.close(service, flow);
    }
  }

  /** Whether a flow must not be closed to make room for another: a tag or a boot needs it. */
  public boolean mustStay(Service service, int flow) {
    assert loop().inEventLoop();
    return boardSide.mustStay(service, flow);
  }

  /** Counts datagrams that fall on their way between client and session. */
  public TunnelDrops drops() {
    return drops;
  }

  /** A connection of the session ends it; one that it no longer has cannot. */
  public void endedBy(Tunnel from, CloseCause cause) {
    assert loop().inEventLoop();
    if (attachment.isCurrent(from)) {
      endNow(cause, cause.sentence());
    }
  }

  /** A line for the person in front of the client. Any thread. */
  void tell(String text) {
    loop().execute(() -> attachment.notice(text));
  }

  /**
   * Holds the session against the permissions of this moment. If it lost its own, its client gets a
   * notice and it ends soon; if it has it back, it goes on. Any thread.
   *
   * @return whether it will end
   */
  boolean recheck(Permissions permissions) {
    Optional<Withdrawal> withdrawal = permissions.withdrawal(client(), board());
    // Looked at once more there, so that of two looks at the same time the later one counts.
    loop().execute(() -> revocation.follow(permissions.withdrawal(client(), board())));
    return withdrawal.isPresent();
  }

  /** Ends the session for a cause, once; the client hears it if it still can. Any thread. */
  public void end(CloseCause cause, String text) {
    if (loop().inEventLoop()) {
      endNow(cause, text);
    } else {
      loop().execute(() -> endNow(cause, text));
    }
  }

  private void endNow(CloseCause cause, String text) {
    if (attachment.isOver()) {
      return;
    }
    tick.stop();
    revocation.stop();
    try {
      boardSide.closeAll();
    } finally {
      leave(cause, text);
    }
  }

  /** Even if something has gone wrong before, the client is told and the board becomes free. */
  private void leave(CloseCause cause, String text) {
    try {
      attachment.end(cause, text);
      log.ended(cause, tick.refresh());
    } finally {
      held.releaseAfter(() -> listener.ended(this, cause, text), cause);
    }
  }

  /** Completes when the row shows the counters of this moment. Any thread. */
  Future<?> refreshed() {
    return loop().submit(tick::refresh);
  }

  /** When the session began. Any thread. */
  public Instant since() {
    return held.identity().since();
  }

  /** The latest row, at most a second old. Any thread. */
  SessionRow row() {
    return tick.row();
  }

  /** For how long no datagram has passed, to the second. Any thread. */
  Duration idle() {
    return tick.idle();
  }

  /** Even if something goes wrong here, the time of a session comes to an end. */
  private void eachSecond() {
    try {
      boardSide.tellBoard();
      tick.beat(boardSide.open(), attachment.roundTripNanos(), held.isDisputed());
      tick.warning().ifPresent(attachment::notice);
    } finally {
      tick.reached().ifPresent(cause -> end(cause, cause.sentence()));
    }
  }

  private SessionRow snapshot() {
    return SessionRow.of(label, since(), attachment, boardSide.open(), boardSide.traffic());
  }
}
