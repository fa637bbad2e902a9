package org.spinngate.server.power;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.PowerOutcome.Result;
import org.spinngate.server.lease.Refusal;

/**
 * Somebody wants a board's power switched.
 *
 * @param what to what
 * @param account who may have the board meanwhile, and nobody else may; an operator wants that
 *     nobody has it
 * @param objection asked on the loop, when its turn has come and when the board goes off
 * @param news takes, on the loop, what is done
 * @param outcome completes on the loop
 */
record Order(
    PowerOrder what,
    Optional<String> account,
    Supplier<Optional<Refusal>> objection,
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
  Optional<PowerOutcome> refusal(Board board, Care care, Guests guests, Duration untilOff) {
    if (care.power().isEmpty()) {
      return Optional.of(PowerOutcome.noPower(board.name()));
    }
    return objection
        .get()
        .map(why -> new PowerOutcome(Result.REFUSED, why.text()))
        .or(() -> held(board, guests))
        .or(() -> tooSoon(board.name(), untilOff));
  }

  private Optional<PowerOutcome> held(Board board, Guests guests) {
    return guests
        .disturbedBy(account, what == PowerOrder.OFF || hasLeft(guests))
        .or(() -> keptFor(board))
        .map(user -> "board " + board.name() + " is in use by " + user)
        .map(words -> new PowerOutcome(Result.HELD, words));
  }

  /** A user whose session has ended meanwhile comes after those who wait for the board. */
  private boolean hasLeft(Guests guests) {
    return account.filter(user -> !guests.has(user)).isPresent();
  }

  /** The user who had it when the server ended finds it as it was. */
  private Optional<String> keptFor(Board board) {
    return board.lease().kept().stream()
        .filter(user -> !account.equals(Optional.of(user)))
        .findFirst();
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

  /** The same, but whoever serves the board next would not know it yet. */
  void untold(String board) {
    String words = "board %s is %s, but the other gateways do not know it yet";
    outcome.complete(new PowerOutcome(Result.UNTOLD, words.formatted(board, what.done())));
  }

  void fail(String words) {
    outcome.complete(new PowerOutcome(Result.FAILED, words));
  }

  /** It may not be done any more. */
  void refuse(String words) {
    outcome.complete(new PowerOutcome(Result.REFUSED, words));
  }

  /** The server ends, or gives the board to another one. */
  void stop() {
    outcome.complete(new PowerOutcome(Result.STOPPING, "the server is stopping"));
  }
}
