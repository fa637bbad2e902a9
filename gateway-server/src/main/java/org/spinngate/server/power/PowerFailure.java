package org.spinngate.server.power;

import java.util.concurrent.CompletionException;
import org.spinngate.protocol.repeat.LaterTask;

/** Why a board could not be switched, or a command did not succeed, as words for people. */
final class PowerFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param words a clause without a full stop
   */
  PowerFailure(String words) {
    super(words, null, false, false);
  }

  /** The words for whatever has gone wrong; what is no such failure is told as a fault of ours. */
  static String wordsOf(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof PowerFailure failure) {
      return String.valueOf(failure.getMessage());
    }
    LaterTask.tellThread(cause);
    return "internal error";
  }
}
