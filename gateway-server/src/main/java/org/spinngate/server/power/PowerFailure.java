package org.spinngate.server.power;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.spinngate.protocol.repeat.LaterTask;

/** Why a board could not be switched, or a command did not succeed, as words for people. */
final class PowerFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  private enum Kind {
    FAILED,
    DROPPED,
    UNTOLD
  }

  /**
   * @param words a clause without a full stop
   */
  PowerFailure(String words) {
    this(words, Kind.FAILED);
  }

  private PowerFailure(String words, Kind kind) {
    super(words, null, false, false);
    this.kind = kind;
  }

  /** Nothing has failed: what waited for its time is not to be done any more. */
  static PowerFailure dropped(String words) {
    return new PowerFailure(words, Kind.DROPPED);
  }

  /** The same, since it was another gateway's board meanwhile. */
  static PowerFailure lost() {
    return dropped("the board was taken over by another gateway meanwhile");
  }

  /** All is done, and whoever serves the board next would not know it yet. */
  static PowerFailure untold() {
    return new PowerFailure("the other gateways do not know it yet", Kind.UNTOLD);
  }

  /** Whether all is done, and only that is missing. */
  static boolean isUntold(Throwable thrown) {
    return causeOf(thrown) instanceof PowerFailure failure && failure.kind == Kind.UNTOLD;
  }

  /** Why something was dropped, if that is what has happened. */
  static Optional<String> whyDropped(Throwable thrown) {
    return causeOf(thrown) instanceof PowerFailure failure && failure.kind == Kind.DROPPED
        ? Optional.of(wordsOf(failure))
        : Optional.empty();
  }

  private static Throwable causeOf(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The words for what has gone wrong; what is no such failure is told as a fault of ours. */
  static String wordsOf(Throwable thrown) {
    Throwable cause = causeOf(thrown);
    if (cause instanceof PowerFailure failure) {
      return String.valueOf(failure.getMessage());
    }
    LaterTask.tellThread(cause);
    return "internal error";
  }
}
