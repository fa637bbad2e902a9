package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
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
  private static final CompletionStage<Void> UNTOLD =
      CompletableFuture.failedStage(
          PowerFailure.dropped("the other gateways cannot be told of it at present"));

  private final EventLoop loop;
  private final CareNotes notes;
  private final BooleanSupplier inUse;
  private final Pauses pauses;
  private boolean used;
  private Supply supply = Supply.ON;
  private String failure = "";

  /** What others have noted, which nothing here can change. */
  private CareState found = CareState.CLEAN;

  /** Whether it was noted that it is switched off, and that has not come to its end. */
  private boolean switching;

  /**
   * @param notes of an earlier process, and for the next one
   * @param inUse whether anybody has it; asked again and again
   */
  BoardPower(EventLoop loop, CareNotes notes, BooleanSupplier inUse) {
    this.loop = loop;
    this.notes = notes;
    this.inUse = inUse;
    this.pauses = new Pauses(loop);
    know(notes.last());
  }

  private void know(CareState state) {
    used = state.used();
    supply = state.supply();
  }

  /**
   * It is looked after here from now on, where others have done so. What was begun here before ends
   * at its next step; if it may have switched the board off, that is half done.
   */
  void taken(CareState state, Care care) {
    assert loop.inEventLoop();
    know(switching ? state.and(HALF_DONE) : state);
    pauses.end();
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
    return pauses.sinceOff(care.times().interval());
  }

  /** How long it must stay off before it may be switched on. */
  Duration untilOn(Care care) {
    return isOff() ? pauses.sinceOff(care.times().offTime()) : Duration.ZERO;
  }

  /**
   * Off and on again; completes on the loop when it may be used.
   *
   * @param gate asked again when the time has come
   * @param begun run when it is about to go off
   */
  CompletionStage<Void> cycle(
      Board board, Care care, Occasion occasion, PowerSwitch.Gate gate, Runnable begun) {
    assert loop.inEventLoop();
    BootPause boots = new BootPause(board.bootTurn());
    return pauses
        .begin(untilOff(care))
        .thenComposeAsync(waited -> boots.begin(LONGEST_BOOT), loop)
        .thenComposeAsync(quiet -> turnOff(board, care, occasion, gate, begun), loop)
        .thenComposeAsync(done -> offFor(care.times().offTime(), gate), loop)
        .thenComposeAsync(waited -> gate.pass(Power.ON), loop)
        .thenComposeAsync(open -> turnOn(board, care, occasion, gate), loop)
        .whenCompleteAsync((any, fault) -> switching = false, loop)
        .whenCompleteAsync((any, fault) -> boots.end(), loop);
  }

  private CompletionStage<Void> offFor(Duration time, PowerSwitch.Gate gate) {
    mustBeOurs(gate);
    used = false;
    return pauses.begin(time);
  }

  private static void mustBeKnown(boolean isNoted, PowerSwitch.Gate gate) {
    if (!isNoted) {
      mustBeOurs(gate);
      throw new CompletionException(PowerFailure.untold());
    }
  }

  private static void mustBeOurs(PowerSwitch.Gate gate) {
    if (!gate.isOurs()) {
      throw new CompletionException(PowerFailure.lost());
    }
  }

  /** On, whether or not it was off; completes on the loop when it may be used. */
  CompletionStage<Void> on(Board board, Care care, Occasion occasion, PowerSwitch.Gate gate) {
    assert loop.inEventLoop();
    return pauses
        .begin(untilOn(care))
        .thenComposeAsync(waited -> gate.pass(Power.ON), loop)
        .thenComposeAsync(open -> turnOn(board, care, occasion, gate), loop);
  }

  /**
   * Off until it is wanted. Until that is done nobody knows whether it has power: if it fails, or
   * this process ends, it is power-cycled for the next one who wants it.
   */
  CompletionStage<Void> off(Board board, Care care, Occasion occasion, PowerSwitch.Gate gate) {
    assert loop.inEventLoop();
    return pauses
        .begin(untilOff(care))
        .thenComposeAsync(waited -> turnOff(board, care, occasion, gate, () -> {}), loop)
        .thenComposeAsync(done -> rests(gate), loop)
        .whenCompleteAsync((any, fault) -> switching = false, loop);
  }

  /**
   * What is not noted is not begun: if this process ended in the midst of it, somebody would get a
   * board without power. It may take a while, so the gate is asked again after it.
   */
  private CompletionStage<Void> begin(PowerSwitch.Gate gate) {
    Supply before = supply;
    supply = Supply.CYCLING;
    switching = true;
    return notes
        .noteInTime(present())
        .thenCompose(isNoted -> isNoted ? gate.pass(Power.OFF) : UNTOLD)
        .whenComplete(
            (open, fault) -> Optional.ofNullable(fault).ifPresent(why -> notBegun(before, gate)));
  }

  private void notBegun(Supply before, PowerSwitch.Gate gate) {
    if (gate.isOurs()) {
      supply = before;
      note();
    }
  }

  /** It counts as half done for others until they know better. */
  private CompletionStage<Void> rests(PowerSwitch.Gate gate) {
    mustBeOurs(gate);
    used = false;
    supply = Supply.OFF;
    return notes.noteInTime(present()).thenAccept(isNoted -> mustBeKnown(isNoted, gate));
  }

  private CompletionStage<Void> turnOff(
      Board board, Care care, Occasion occasion, PowerSwitch.Gate gate, Runnable begun) {
    return gate.pass(Power.OFF)
        .thenComposeAsync(open -> begin(gate), loop)
        .thenComposeAsync(
            noted -> {
              begun.run();
              pauses.isOffNow();
              return turn(Power.OFF, care, occasion.at(board), gate);
            },
            loop)
        .thenRunAsync(board::lostPower, loop);
  }

  private CompletionStage<Void> turnOn(
      Board board, Care care, Occasion occasion, PowerSwitch.Gate gate) {
    return turn(Power.ON, care, occasion.at(board), gate)
        .thenComposeAsync(done -> pauses.begin(care.times().settle()), loop)
        .thenRunAsync(() -> isOn(board, gate), loop);
  }

  private static CompletionStage<Void> turn(
      Power to, Care care, Occasion occasion, PowerSwitch.Gate gate) {
    PowerSwitch power = care.power().orElseThrow();
    return power.turn(to, occasion, care.times().timeout(), gate::isOurs);
  }

  /** Who has used it has left his traces, unless it was off. */
  private void isOn(Board switched, PowerSwitch.Gate gate) {
    mustBeOurs(gate);
    if (mayBeOff()) {
      switched.lostPower();
    }
    used |= inUse.getAsBoolean();
    supply = Supply.ON;
    note();
  }
}
