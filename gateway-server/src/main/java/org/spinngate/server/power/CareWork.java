package org.spinngate.server.power;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.config.power.Argv;

/**
 * Begins what is done to a board, as it is to be looked after at a moment.
 *
 * @param gate whether what has waited may still be done
 * @param nowNanos that moment, by the loop's clock
 */
record CareWork(Board board, Care care, PowerSequence power, PowerSwitch.Gate gate, long nowNanos) {
  private static final Logger LOG = LoggerFactory.getLogger(CareWork.class);

  /**
   * Something that has begun.
   *
   * @param done completes when it has ended
   * @param then to be done after that, unless it has failed
   */
  record Begun(Chore chore, CompletionStage<Void> done, Runnable then) {
    Begun(Chore chore, CompletionStage<Void> done) {
      this(chore, done, () -> {});
    }

    Begun then(Runnable next) {
      return new Begun(chore, done, next);
    }
  }

  Begun beforeSession(Occasion occasion) {
    return hook("before-session", care.hooks().before(), occasion);
  }

  Begun afterSession(Occasion gone) {
    return hook("after-session", care.hooks().after(), gone);
  }

  private Begun hook(String name, Argv command, Occasion occasion) {
    Duration timeout = care.hooks().timeout();
    return new Begun(
        chore("running " + name + " on ", Chore.Kind.HOOK, timeout),
        care.commands().run(command, occasion, timeout, gate::isOurs));
  }

  /** Why an order cannot be obeyed now, if so. */
  Optional<PowerOutcome> refusal(Order order, Guests guests) {
    return order.refusal(board, care, guests, power.untilOff(care));
  }

  /** As somebody wants it who has no session that begins or has ended. */
  Begun ordered(PowerOrder what) {
    Occasion occasion = Occasion.of(board);
    return switch (what) {
      case ON -> switchOn(occasion);
      case OFF -> switchOff("as the operator says", occasion);
      case CYCLE -> cycle(occasion);
    };
  }

  Begun cycle(Occasion occasion) {
    Duration time = power.untilOff(care).plus(care.times().cycle());
    return new Begun(
        chore("power-cycling ", Chore.Kind.CYCLE, time),
        power
            .cycle(board, care, occasion, gate, this::begun)
            .thenRun(() -> LOG.info("board {}: power-cycled", board.name())));
  }

  private void begun() {
    long seconds = care.times().cycle().toSeconds();
    LOG.info("board {}: power-cycling, about {} s", board.name(), seconds);
  }

  Begun switchOn(Occasion occasion) {
    Duration time = power.untilOn(care).plus(care.times().settle());
    LOG.info("board {}: switching on", board.name());
    return new Begun(
        chore("switching on ", Chore.Kind.SWITCH, time), power.on(board, care, occasion, gate));
  }

  Begun switchOff(String why, Occasion occasion) {
    LOG.info("board {}: switching off, {}", board.name(), why);
    return new Begun(
        chore("switching off ", Chore.Kind.SWITCH, power.untilOff(care)),
        power.off(board, care, occasion, gate));
  }

  private Chore chore(String words, Chore.Kind kind, Duration time) {
    return new Chore(words + board.name(), kind, nowNanos + time.toNanos());
  }
}
