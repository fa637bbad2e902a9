package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.power.PowerSwitch.Power;

/**
 * Whether a board has power, and what has become of it since it got it; what the next process must
 * know of that is noted before it happens.
 *
 * <p>Confined to its event loop.
 */
final class BoardPower {
  private static final CareState HALF_DONE = new CareState(false, Supply.CYCLING);
  private static final CompletionStage<Void> UNTOLD =
      CompletableFuture.failedStage(
          PowerFailure.dropped("the other gateways cannot be told of it at present"));

  private final EventLoop loop;
  private final CareNotes notes;
  private final BooleanSupplier inUse;
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
    know(notes.last());
  }

  private void know(CareState state) {
    used = state.used();
    supply = state.supply();
  }

  /**
   * It is looked after here from now on, where others have done so. If what was begun here before
   * may have switched the board off, that is half done.
   */
  void taken(CareState state, Care care) {
    assert loop.inEventLoop();
    know(switching ? state.and(HALF_DONE) : state);
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

  /**
   * It is to go off. Until that is done nobody knows whether it has power: if it fails, or this
   * process ends, it is power-cycled for the next one who wants it. What is not noted is not begun:
   * somebody would get a board without power. To note it may take a while, so the gate is asked
   * again after it.
   *
   * @return completes when it may be switched off
   */
  CompletionStage<Void> goesOff(PowerSwitch.Gate gate) {
    assert loop.inEventLoop();
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

  /** It has been switched off, and is about to come on again: nothing of its users is left. */
  void isBetween(PowerSwitch.Gate gate) {
    assert loop.inEventLoop();
    mustBeOurs(gate);
    used = false;
  }

  /**
   * It has been switched off until it is wanted. It counts as half done for others until they know
   * better.
   */
  CompletionStage<Void> rests(PowerSwitch.Gate gate) {
    assert loop.inEventLoop();
    mustBeOurs(gate);
    used = false;
    supply = Supply.OFF;
    return notes.noteInTime(present()).thenAccept(isNoted -> mustBeKnown(isNoted, gate));
  }

  /** It has been switched on. Who has used it has left his traces, unless it was off. */
  void isOn(Board switched, PowerSwitch.Gate gate) {
    assert loop.inEventLoop();
    mustBeOurs(gate);
    if (mayBeOff()) {
      switched.lostPower();
    }
    used |= inUse.getAsBoolean();
    supply = Supply.ON;
    note();
  }

  /** What was begun by {@link #goesOff} has come to its end, whether or not it has failed. */
  void isSwitched() {
    assert loop.inEventLoop();
    switching = false;
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
}
