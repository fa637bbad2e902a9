package org.spinngate.server.boot;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.repeat.LaterTask;

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

  /** The network takes nothing at present; a boot waits for it, in order. */
  private static final long UNTIL_ASKED_AGAIN = TimeUnit.MILLISECONDS.toNanos(10);

  private final EventLoop loop;
  private final BootBoard board;
  private final BootQueue waiting;
  private final BootSocket socket;
  private final BootProgress progress;
  private final LongSupplier nanoTime;

  private BootAttempt attempt = new BootAttempt();
  private @Nullable BootAttempt givenUp;
  private int givenUpAt;
  private boolean startCame;
  private boolean asked;
  private boolean hasTurn;
  private boolean closed;
  private long turnSince;
  private @Nullable Future<?> timer;

  /**
   * @param waiting empty, with room for packets that wait; more are dropped
   * @param socket what the packets leave by
   */
  BootPacer(
      EventLoop loop,
      BootBoard board,
      BootQueue waiting,
      BootSocket socket,
      BootProgress progress,
      LongSupplier nanoTime) {
    this.loop = loop;
    this.board = board;
    this.waiting = waiting;
    this.socket = socket;
    this.progress = progress;
    this.nanoTime = nanoTime;
  }

  /**
   * Takes over a packet and sends it when its time has come. What belongs to a boot whose start did
   * not come is dropped: the boot ROM would ignore it, or put it into what it has of another image.
   */
  void offer(BootPacket packet) {
    assert loop.inEventLoop();
    boolean rest = BootAttempt.isRest(packet.bytes());
    boolean start = BootAttempt.isStart(packet.bytes());
    if (rest && !startCame) {
      packet.drop(DropReason.BOOT_WITHOUT_START);
      progress.withoutStart();
    } else if (waiting.add(packet)) {
      startCame = (startCame || start) && !BootAttempt.isEnd(packet.bytes());
      goOn();
    } else {
      startCame &= !start;
      packet.drop(DropReason.BOOT_QUEUE_FULL);
    }
  }

  private void goOn() {
    if (!asked) {
      ask();
    }
    advance();
  }

  private void ask() {
    asked = true;
    hasTurn = board.turn().take(this);
    turnSince = nanoTime.getAsLong();
    progress.turn(hasTurn, board.turn().lastBrokenOff());
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
            board.turn().release(this);
          } else {
            hasTurn = true;
            turnSince = nanoTime.getAsLong();
            progress.turn(true, board.turn().lastBrokenOff());
            advance();
          }
        });
  }

  /** Drops what waits and lets others boot. */
  void close() {
    assert loop.inEventLoop();
    closed = true;
    cancelTimer();
    waiting.drop(DropReason.SESSION_ENDED);
    try {
      if (hasTurn && attempt.sent() > 0) {
        finish();
      }
    } finally {
      letGo();
    }
  }

  /**
   * The session begins another boot. A boot of which the board has got nothing yet gives way to it:
   * who sent it does so again.
   */
  void giveWay() {
    if (!waiting.isEmpty() && attempt.sent() == 0) {
      startCame = false;
      waiting.drop(DropReason.BOOT_QUEUE_FULL);
      letGo();
    }
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

  /** Nothing waits to be sent. A session that has not begun an image lets the others go first. */
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

  private long pauseBefore(BootPacket packet) {
    if (!socket.isOpen()) {
      return UNTIL_ASKED_AGAIN;
    }
    long last = board.turn().lastSentNanos();
    if (last == Long.MIN_VALUE) {
      return 0;
    }
    long sendersGap = attempt.sent() > 0 ? Math.min(LONGEST_KEPT_GAP, packet.gapNanos()) : 0;
    return board.dueAfter(last, sendersGap) - nanoTime.getAsLong();
  }

  private void send(BootPacket packet) {
    if (attempt.isFollowedBy(packet.bytes())) {
      finish();
    }
    if (attempt.sent() == 0 && BootAttempt.isRest(packet.bytes()) && !takeUpAgain()) {
      packet.drop(DropReason.BOOT_WITHOUT_START);
      progress.withoutStart();
      return;
    }
    if (attempt.sent() == 0) {
      progress.begins();
    }
    attempt.send(packet.bytes());
    packet.leave(socket);
    // Noted after the system call, so that even the arrivals lie the full gap apart.
    board.turn().sent(nanoTime.getAsLong());
    if (attempt.ended()) {
      finish();
      passOn();
    } else {
      progress.sent(attempt);
    }
  }

  /** The rest of a boot that was given up may follow, if nobody has had a turn in between. */
  private boolean takeUpAgain() {
    BootAttempt former = givenUp;
    givenUp = null;
    if (former == null || board.turn().changes() != givenUpAt) {
      return false;
    }
    progress.begins();
    attempt = former;
    return true;
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
      board.turn().completed();
    } else if (attempt.announced() > 0) {
      board.turn().brokenOff(progress.brokenOff(attempt));
    }
    progress.finished(attempt);
    givenUp = attempt.announced() > 0 && !attempt.ended() ? attempt : null;
    givenUpAt = board.turn().changes();
    attempt = new BootAttempt();
  }

  private void letGo() {
    asked = false;
    hasTurn = false;
    cancelTimer();
    board.turn().release(this);
  }

  private void after(long nanos, Runnable task) {
    timer = new LaterTask(task, this::failed).in(loop, nanos, TimeUnit.NANOSECONDS);
  }

  /** The packet is lost and the turn is not: others wait for it, so it has to end. */
  private void failed(Throwable fault) {
    cancelTimer();
    if (!closed) {
      after(GIVE_UP, this::advance);
    }
    LaterTask.tellThread(fault);
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
