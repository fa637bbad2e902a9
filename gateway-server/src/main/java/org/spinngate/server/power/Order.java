package org.spinngate.server.power;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.PowerOutcome.Result;

/**
 * Somebody wants a board's power switched.
 *
 * @param what to what
 * @param account who may have the board meanwhile, and nobody else may; an operator wants that
 *     nobody has it
 * @param news takes, on the loop, what is done
 * @param outcome completes on the loop
 */
record Order(
    PowerOrder what,
    Optional<String> account,
    Consumer<String> news,
    CompletableFuture<PowerOutcome> outcome) {

  boolean isOperators() {
    return account.isEmpty();
  }

  /** Whether what the last user has left to be done may be done when the board is off. */
  boolean goesFirst() {
    return isOperators() && what == PowerOrder.OFF;
  }

  /** Whether it is what is under way, which disturbs nobody else. */
  boolean isMetBy(Optional<Chore> current, Guests guests) {
    return what == PowerOrder.CYCLE
        && current.filter(Chore::cycles).isPresent()
        && guests.disturbedBy(account, false).isEmpty();
  }

  /** Why it cannot be obeyed now, if so. */
  Optional<PowerOutcome> refusal(String board, Care care, Guests guests, Duration untilOff) {
    if (care.power().isEmpty()) {
      return Optional.of(PowerOutcome.noPower(board));
    }
    return held(board, guests).or(() -> tooSoon(board, untilOff));
  }

  private Optional<PowerOutcome> held(String board, Guests guests) {
    return guests
        .disturbedBy(account, what == PowerOrder.OFF)
        .map(user -> new PowerOutcome(Result.HELD, "board " + board + " is in use by " + user));
  }

  /** An operator waits for it. */
  private Optional<PowerOutcome> tooSoon(String board, Duration untilOff) {
    if (account.isEmpty() || untilOff.isZero()) {
      return Optional.empty();
    }
    long seconds = untilOff.plusMillis(999).toSeconds();
    return Optional.of(
        new PowerOutcome(
            Result.TOO_SOON,
            "board %s was switched off a short while ago; it may be reset again in %d s"
                .formatted(board, seconds)));
  }

  void done(String board) {
    outcome.complete(new PowerOutcome(Result.DONE, "board " + board + " is " + what.done()));
  }

  void fail(String words) {
    outcome.complete(new PowerOutcome(Result.FAILED, words));
  }

  /** It may not be done any more. */
  void refuse(String words) {
    outcome.complete(new PowerOutcome(Result.REFUSED, words));
  }

  /** The server ends. */
  void stop() {
    outcome.complete(new PowerOutcome(Result.STOPPING, "the server is stopping"));
  }
}
