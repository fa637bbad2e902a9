package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.boot.BootPause;

/**
 * Whether a board has power, and what has become of it since it got it; what the next process must
 * know of that is noted before it happens.
 *
 * <p>Confined to its event loop.
 */
final class BoardPower {
  private static final Logger LOG = LoggerFactory.getLogger(BoardPower.class);

  /** Longer than a boot may halt before it is given up. */
  private static final Duration LONGEST_BOOT = Duration.ofSeconds(10);

  private final EventLoop loop;
  private final CareJournal journal;
  private String name;
  private boolean used;
  private boolean off;
  private boolean halfDone;
  private Optional<Long> lastOffNanos = Optional.empty();

  /** Whether what waited for its time may still be done. */
  @FunctionalInterface
  interface Gate {
    /**
     * Asked on the loop.
     *
     * @return complete; with a {@link PowerFailure#dropped} if the board is to be left alone
     */
    CompletionStage<Void> pass(Power to);
  }

  /**
   * @param name of the board, by which an earlier process may have noted something
   */
  BoardPower(EventLoop loop, CareJournal journal, String name) {
    this.loop = loop;
    this.journal = journal;
    this.name = name;
    Optional<CareNote> before = journal.of(name);
    used = before.filter(CareNote.USED::equals).isPresent();
    off = before.filter(CareNote.OFF::equals).isPresent();
    halfDone = before.filter(CareNote.CYCLING::equals).isPresent();
  }

  /**
   * The board has this name from now on, and is switched so. What it was called before is not noted
   * any more, unless another board has that name now. Where nothing switches it, it counts as on:
   * somebody may switch it by hand.
   */
  void described(String nowName, Care care) {
    assert loop.inEventLoop();
    if (care.power().isEmpty() && (off || halfDone)) {
      LOG.warn("board {}: it may be off, and nothing switches it any more", nowName);
      off = false;
      halfDone = false;
      note();
    }
    if (!nowName.equals(name)) {
      String former = name;
      name = nowName;
      note();
      journal.forget(former, this);
    }
  }

  private void note() {
    var unused = journal.note(name, this, present());
  }

  private Optional<CareNote> present() {
    if (halfDone) {
      return Optional.of(CareNote.CYCLING);
    }
    if (off) {
      return Optional.of(CareNote.OFF);
    }
    return used ? Optional.of(CareNote.USED) : Optional.empty();
  }

  /** Whether somebody has had it since it was switched on. */
  boolean isUsed() {
    return used;
  }

  /** Whether it is off on purpose. */
  boolean isOff() {
    return off;
  }

  /** Whether a power cycle was begun that did not come to its end. */
  boolean isHalfDone() {
    return halfDone;
  }

  /**
   * Whether it is to be power-cycled, if nobody has it: for its next user, or to end what began.
   */
  boolean mustBeCycled(Care care, boolean isWanted) {
    boolean dirty = used && care.cleans() && (!care.saves() || isWanted);
    return care.power().isPresent() && (halfDone || dirty);
  }

  /** Somebody has it from now on. */
  void use() {
    assert loop.inEventLoop();
    used = true;
    note();
  }

  /** Its next home says whether it is clean: nothing here may take its user's state from it. */
  void handOver() {
    assert loop.inEventLoop();
    used = false;
    note();
  }

  /** How long it must be left alone before it may be switched off again. */
  Duration untilOff(Care care) {
    return sinceOff(care.times().interval());
  }

  /** How long it must stay off before it may be switched on. */
  Duration untilOn(Care care) {
    return off ? sinceOff(care.times().offTime()) : Duration.ZERO;
  }

  /** What is left of a time that began when it was switched off last. */
  private Duration sinceOff(Duration time) {
    long left = lastOffNanos.map(last -> last + time.toNanos() - now()).orElse(0L);
    return Duration.ofNanos(Math.max(0, left));
  }

  private long now() {
    return loop.ticker().nanoTime();
  }

  /**
   * Off and on again; completes on the loop when it may be used.
   *
   * @param gate asked again when the time has come
   */
  CompletionStage<Void> cycle(Board board, Care care, Occasion occasion, Gate gate) {
    assert loop.inEventLoop();
    BootPause boots = new BootPause(board.bootTurn());
    return pause(untilOff(care))
        .thenComposeAsync(waited -> boots.begin(LONGEST_BOOT), loop)
        .thenComposeAsync(quiet -> gate.pass(Power.OFF), loop)
        .thenComposeAsync(open -> begun(), loop)
        .thenComposeAsync(noted -> turnOff(board, care, occasion), loop)
        .thenComposeAsync(done -> offFor(care.times().offTime()), loop)
        .thenComposeAsync(waited -> gate.pass(Power.ON), loop)
        .thenComposeAsync(open -> turnOn(board, care, occasion), loop)
        .whenCompleteAsync((any, fault) -> boots.end(), loop);
  }

  private CompletionStage<Void> offFor(Duration time) {
    used = false;
    return pause(time);
  }

  /** On, whether or not it was off; completes on the loop when it may be used. */
  CompletionStage<Void> on(Board board, Care care, Occasion occasion, Gate gate) {
    assert loop.inEventLoop();
    return pause(untilOn(care))
        .thenComposeAsync(waited -> gate.pass(Power.ON), loop)
        .thenComposeAsync(open -> turnOn(board, care, occasion), loop);
  }

  /**
   * Off until it is wanted. Until that is done nobody knows whether it has power: if it fails, or
   * this process ends, it is power-cycled for the next one who wants it.
   */
  CompletionStage<Void> off(Board board, Care care, Occasion occasion, Gate gate) {
    assert loop.inEventLoop();
    return pause(untilOff(care))
        .thenComposeAsync(waited -> gate.pass(Power.OFF), loop)
        .thenComposeAsync(open -> begun(), loop)
        .thenComposeAsync(noted -> turnOff(board, care, occasion), loop)
        .thenRunAsync(this::rests, loop);
  }

  private CompletionStage<Void> begun() {
    halfDone = true;
    return journal.note(name, this, present());
  }

  private void rests() {
    used = false;
    halfDone = false;
    off = true;
    note();
  }

  private CompletionStage<Void> turnOff(Board board, Care care, Occasion occasion) {
    lastOffNanos = Optional.of(now());
    return turn(Power.OFF, care, occasion.at(board)).thenRunAsync(board::lostPower, loop);
  }

  private CompletionStage<Void> turnOn(Board board, Care care, Occasion occasion) {
    return turn(Power.ON, care, occasion.at(board))
        .thenComposeAsync(done -> pause(care.times().settle()), loop)
        .thenRunAsync(() -> isOn(board), loop);
  }

  private static CompletionStage<Void> turn(Power to, Care care, Occasion occasion) {
    return care.power().orElseThrow().turn(to, occasion, care.times().timeout());
  }

  /** Whoever has used it has left his traces, unless it was off. */
  private void isOn(Board board) {
    if (off || halfDone) {
      board.lostPower();
    }
    off = false;
    halfDone = false;
    note();
  }

  private CompletionStage<Void> pause(Duration time) {
    if (time.isZero()) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> over = new CompletableFuture<>();
    LaterTask end = new LaterTask(() -> over.complete(null), over::completeExceptionally);
    var unused = end.in(loop, time.toNanos(), TimeUnit.NANOSECONDS);
    return over;
  }
}
