package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.board.Board;
import org.spinngate.server.boot.BootPause;
import org.spinngate.server.power.PowerSwitch.Power;

/**
 * In which order, and after which times, one board is switched off, on, or off and on again. Before
 * each step it is asked whether that may still be done.
 *
 * <pre>
 *  power cycle:  interval ─▶ no boot ─▶ noted ─▶ off ─▶ off-time ─▶ on ─▶ settle
 *  off:          interval ────────────▶ noted ─▶ off ─▶ noted
 *  on:                                          off-time ─▶ on ─▶ settle
 * </pre>
 *
 * <p>Confined to its event loop.
 */
final class PowerSequence {
  /** Longer than a boot may halt before it is given up. */
  private static final Duration LONGEST_BOOT = Duration.ofSeconds(10);

  private final EventLoop loop;
  private final BoardPower power;
  private final Pauses pauses;

  /**
   * @param power knows, and notes, how far it has come
   */
  PowerSequence(EventLoop loop, BoardPower power) {
    this.loop = loop;
    this.power = power;
    this.pauses = new Pauses(loop);
  }

  /** What waits for its time takes its next step at once, and is asked there whether it may. */
  void hurry() {
    assert loop.inEventLoop();
    pauses.end();
  }

  /** How long the board must be left alone before it may be switched off again. */
  Duration untilOff(Care care) {
    return pauses.sinceOff(care.times().interval());
  }

  /** How long it must stay off before it may be switched on. */
  Duration untilOn(Care care) {
    return power.isOff() ? pauses.sinceOff(care.times().offTime()) : Duration.ZERO;
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
        .whenCompleteAsync((any, fault) -> power.isSwitched(), loop)
        .whenCompleteAsync((any, fault) -> boots.end(), loop);
  }

  private CompletionStage<Void> offFor(Duration time, PowerSwitch.Gate gate) {
    power.isBetween(gate);
    return pauses.begin(time);
  }

  /** On, whether or not it was off; completes on the loop when it may be used. */
  CompletionStage<Void> on(Board board, Care care, Occasion occasion, PowerSwitch.Gate gate) {
    assert loop.inEventLoop();
    return pauses
        .begin(untilOn(care))
        .thenComposeAsync(waited -> gate.pass(Power.ON), loop)
        .thenComposeAsync(open -> turnOn(board, care, occasion, gate), loop);
  }

  /** Off until it is wanted; completes on the loop when the next one knows that, too. */
  CompletionStage<Void> off(Board board, Care care, Occasion occasion, PowerSwitch.Gate gate) {
    assert loop.inEventLoop();
    return pauses
        .begin(untilOff(care))
        .thenComposeAsync(waited -> turnOff(board, care, occasion, gate, () -> {}), loop)
        .thenComposeAsync(done -> power.rests(gate), loop)
        .whenCompleteAsync((any, fault) -> power.isSwitched(), loop);
  }

  private CompletionStage<Void> turnOff(
      Board board, Care care, Occasion occasion, PowerSwitch.Gate gate, Runnable begun) {
    return gate.pass(Power.OFF)
        .thenComposeAsync(open -> power.goesOff(gate), loop)
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
        .thenRunAsync(() -> power.isOn(board, gate), loop);
  }

  private static CompletionStage<Void> turn(
      Power to, Care care, Occasion occasion, PowerSwitch.Gate gate) {
    PowerSwitch power = care.power().orElseThrow();
    return power.turn(to, occasion, care.times().timeout(), gate::isOurs);
  }
}
