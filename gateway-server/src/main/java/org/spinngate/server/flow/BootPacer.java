package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BootTurn;

/**
 * Lets the boot packets of one flow out to the board: in order, one boot of a board at a time, and
 * never closer together than the board's receive ring can bear, however the tunnel bunched them.
 * Where the sender left larger gaps they are kept, up to {@link #LONGEST_KEPT_GAP}.
 *
 * <p>Confined to the event loop of its session; only {@link #turnCame()} is called from others.
 */
final class BootPacer implements BootTurn.Taker {
  /** A longer pause is no pacing but a sender who does something else. */
  private static final long LONGEST_KEPT_GAP = TimeUnit.MILLISECONDS.toNanos(250);

  /** How long after its last packet an unfinished boot is given up. */
  static final long GIVE_UP = TimeUnit.SECONDS.toNanos(5);

  /** No boot takes this long; a sender who never ends must not keep the others of a board away. */
  static final long LONGEST_TURN = TimeUnit.SECONDS.toNanos(60);

  private final EventLoop loop;
  private final Board board;
  private final int mostWaiting;
  private final Flow flow;
  private final BootProgress progress;
  private final LongSupplier nanoTime;

  private final Deque<Packet> waiting = new ArrayDeque<>();
  private BootAttempt attempt = new BootAttempt();
  private boolean asked;
  private boolean hasTurn;
  private boolean closed;
  private long turnSince;
  private @Nullable Future<?> timer;

  private record Packet(ByteBuf bytes, long gapNanos) {}

  /**
   * @param mostWaiting how many packets may wait; more are dropped
   * @param flow the flow whose socket the packets leave from
   */
  BootPacer(
      EventLoop loop,
      Board board,
      int mostWaiting,
      Flow flow,
      BootProgress progress,
      LongSupplier nanoTime) {
    this.loop = loop;
    this.board = board;
    this.mostWaiting = mostWaiting;
    this.flow = flow;
    this.progress = progress;
    this.nanoTime = nanoTime;
  }

  /** Takes over a packet and sends it when its time has come. */
  void offer(ByteBuf packet, int gapMillis) {
    assert loop.inEventLoop();
    if (waiting.size() >= mostWaiting) {
      packet.release();
      progress.dropped(DropReason.BOOT_QUEUE_FULL, 1);
      progress.taken(flow.number());
      return;
    }
    long gap = Math.min(LONGEST_KEPT_GAP, TimeUnit.MILLISECONDS.toNanos(gapMillis));
    // A packet may wait for seconds; a copy does not hold a whole record of the tunnel back.
    waiting.add(new Packet(packet.copy(), gap));
    packet.release();
    if (!asked) {
      ask();
    }
    advance();
  }

  private void ask() {
    asked = true;
    hasTurn = board.bootTurn().take(this);
    turnSince = nanoTime.getAsLong();
    progress.turn(hasTurn, board.bootTurn().lastBrokenOff());
  }

  /** Whether a boot is under way or waits for its turn. */
  boolean busy() {
    return asked;
  }

  @Override
  public void turnCame() {
    loop.execute(
        () -> {
          if (closed) {
            board.bootTurn().release(this);
          } else {
            hasTurn = true;
            turnSince = nanoTime.getAsLong();
            progress.turn(true, board.bootTurn().lastBrokenOff());
            advance();
          }
        });
  }

  /** Drops what waits and lets others boot. */
  void close() {
    assert loop.inEventLoop();
    closed = true;
    cancelTimer();
    if (!waiting.isEmpty()) {
      progress.dropped(DropReason.SESSION_ENDED, waiting.size());
      waiting.forEach(packet -> packet.bytes.release());
      waiting.clear();
    }
    if (hasTurn && attempt.sent() > 0) {
      finish();
    }
    letGo();
  }

  private void advance() {
    if (!hasTurn || closed) {
      return;
    }
    cancelTimer();
    endTurnThatIsTooLong();
    while (mayGoOn() && pauseBefore(waiting.element()) <= 0) {
      send(waiting.remove());
    }
    if (mayGoOn()) {
      after(pauseBefore(waiting.element()), this::advance);
    } else if (hasTurn || attempt.sent() > 0) {
      rest();
    }
  }

  private boolean mayGoOn() {
    return hasTurn && !waiting.isEmpty();
  }

  private void endTurnThatIsTooLong() {
    if (attempt.sent() > 0 && nanoTime.getAsLong() - turnSince >= LONGEST_TURN) {
      finish();
      passOn();
    }
  }

  /** Nothing waits to be sent: whoever has not even begun an image need not hold the others up. */
  private void rest() {
    if (hasTurn && attempt.announced() == 0) {
      letGo();
    }
    after(GIVE_UP, this::giveUp);
  }

  /** Lets the others go first, and stands behind them with what is left. */
  private void passOn() {
    letGo();
    if (!waiting.isEmpty()) {
      ask();
    }
  }

  private long pauseBefore(Packet packet) {
    long last = board.bootTurn().lastSentNanos();
    if (last == Long.MIN_VALUE) {
      return 0;
    }
    long sendersGap = attempt.sent() > 0 ? packet.gapNanos : 0;
    long due = last + Math.max(board.bootGap().toNanos(), sendersGap);
    return due - nanoTime.getAsLong();
  }

  private void send(Packet packet) {
    if (attempt.isFollowedBy(packet.bytes)) {
      finish();
    }
    if (attempt.sent() == 0) {
      progress.begins();
    }
    attempt.send(packet.bytes);
    flow.write(packet.bytes);
    flow.flush();
    // Noted after the system call, so that even the arrivals lie the full gap apart.
    board.bootTurn().sent(nanoTime.getAsLong());
    progress.taken(flow.number());
    if (attempt.ended()) {
      finish();
      passOn();
    } else {
      progress.sent(attempt);
    }
  }

  private void giveUp() {
    if (progress.mayGoOn() && nanoTime.getAsLong() - turnSince < LONGEST_TURN) {
      after(GIVE_UP, this::giveUp);
      return;
    }
    if (attempt.sent() > 0) {
      finish();
    }
    if (waiting.isEmpty()) {
      letGo();
    }
  }

  private void finish() {
    if (attempt.complete()) {
      board.bootTurn().completed();
    } else if (attempt.announced() > 0) {
      board.bootTurn().brokenOff(progress.brokenOff(attempt));
    }
    progress.finished(attempt);
    attempt = new BootAttempt();
  }

  private void letGo() {
    asked = false;
    hasTurn = false;
    cancelTimer();
    board.bootTurn().release(this);
  }

  private void after(long nanos, Runnable task) {
    timer = loop.schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
