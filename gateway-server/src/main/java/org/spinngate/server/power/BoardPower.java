package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.boot.BootPause;

/**
 * Whether a board has power, and what has become of it since it got it; what the next process must
 * know of that is noted before it happens.
 *
 * <p>Confined to its event loop.
 */
final class BoardPower {
  /** Longer than a boot may halt before it is given up. */
  private static final Duration LONGEST_BOOT = Duration.ofSeconds(10);

  private static final CareState HALF_DONE = new CareState(false, Supply.CYCLING);
  private static final String UNTOLD = "the other gateways cannot be told of it at present";

  private final EventLoop loop;
  private final CareNotes notes;
  private final BooleanSupplier inUse;
  private boolean used;
  private Supply supply = Supply.ON;
  private String failure = "";

  /** What others have noted, which nothing here can change. */
  private CareState found = CareState.CLEAN;

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
   * @param notes of an earlier process, and for the next one
   * @param inUse whether anybody has it; asked again and again
   */
  BoardPower(EventLoop loop, CareNotes notes, BooleanSupplier inUse) {
    this.loop = loop;
    this.notes = notes;
    this.inUse = inUse;
    know(notes.last());
  }

  private void know(CareState state) {
    used = state.used();
    supply = state.supply();
  }

  /**
   * It is looked after here from now on, where others have done so.
   *
   * @param busy whether something that was begun here before has not come to its end
   */
  void taken(CareState state, Care care, boolean busy) {
    assert loop.inEventLoop();
    know(busy ? state.and(HALF_DONE) : state);
    failure = state.failure();
    found = CareState.CLEAN;
    if (care.power().isEmpty() && mayBeOff()) {
      notes.tellOfNoSwitch();
      found = new CareState(false, supply);
      supply = Supply.ON;
    }
  }

  /**
   * The board is this from now on, and is switched so. What it was called before is not noted any
   * more, unless another board has that name now. Where nothing switches it, it counts as on:
   * somebody may switch it by hand.
   */
  void described(Board now, Care care) {
    assert loop.inEventLoop();
    if (care.power().isPresent()) {
      know(present());
      found = CareState.CLEAN;
    } else if (mayBeOff()) {
      notes.tellOfNoSwitch();
      supply = Supply.ON;
      note();
    }
    notes.described(now, present());
  }

  /** This has failed, or nothing any more; for those who see the board at other gateways. */
  void failed(Optional<String> words) {
    assert loop.inEventLoop();
    if (!failure.equals(words.orElse(""))) {
      failure = words.orElse("");
      note();
    }
  }

  private void note() {
    notes.note(present());
  }

  private CareState present() {
    return new CareState(used, supply, failure).and(found);
  }

  /** Whether somebody has had it since it was switched on. */
  boolean isUsed() {
    return used;
  }

  /** Whether it is off on purpose. */
  boolean isOff() {
    return supply == Supply.OFF;
  }

  /** Whether a power cycle was begun that did not come to its end. */
  boolean isHalfDone() {
    return supply == Supply.CYCLING;
  }

  private boolean mayBeOff() {
    return supply != Supply.ON;
  }

  /**
   * Whether it is to be power-cycled, if nobody has it: for its next user, or to end what began.
   */
  boolean mustBeCycled(Care care, boolean isWanted) {
    boolean dirty = used && care.cleans() && (!care.saves() || isWanted);
    return care.power().isPresent() && (isHalfDone() || dirty);
  }

  /**
   * Somebody has it from now on.
   *
   * @return completes, on any thread, when it may be used
   */
  CompletionStage<Void> use() {
    assert loop.inEventLoop();
    used = true;
    return notes.noteUse(present());
  }

  /**
   * Its next home says whether it is clean, and knows that it was used: nothing here may take its
   * user's state from it.
   */
  void handOver() {
    assert loop.inEventLoop();
    used = false;
  }

  /** How long it must be left alone before it may be switched off again. */
  Duration untilOff(Care care) {
    return sinceOff(care.times().interval());
  }

  /** How long it must stay off before it may be switched on. */
  Duration untilOn(Care care) {
    return isOff() ? sinceOff(care.times().offTime()) : Duration.ZERO;
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
        .thenComposeAsync(done -> rests(), loop);
  }

  /**
   * What is not noted is not begun: if this process ended in the midst of it, somebody would get a
   * board without power.
   */
  private CompletionStage<Void> begun() {
    Supply before = supply;
    supply = Supply.CYCLING;
    return notes.noteInTime(present()).thenAccept(isNoted -> begun(isNoted, before));
  }

  private void begun(boolean isNoted, Supply before) {
    if (!isNoted) {
      supply = before;
      note();
      throw new CompletionException(PowerFailure.dropped(UNTOLD));
    }
  }

  /** It counts as half done for others until they know better. */
  private CompletionStage<Void> rests() {
    used = false;
    supply = Supply.OFF;
    return notes.noteInTime(present()).thenAccept(isNoted -> {});
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

  /** Who has used it has left his traces, unless it was off. */
  private void isOn(Board switched) {
    if (mayBeOff()) {
      switched.lostPower();
    }
    used |= inUse.getAsBoolean();
    supply = Supply.ON;
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
