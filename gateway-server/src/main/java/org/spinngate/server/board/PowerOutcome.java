package org.spinngate.server.board;

/**
 * What has become of a {@link PowerOrder}.
 *
 * @param result for programs
 * @param words for people, a clause without a full stop
 */
public record PowerOutcome(Result result, String words) {
  /** In one word. */
  public enum Result {
    /** The board is as it was wanted. */
    DONE,
    /** It is, and whoever serves it next would not know that yet. */
    UNTOLD,
    /** Nothing that the gateway knows switches this board. */
    NO_POWER,
    /** Somebody else has it. */
    HELD,
    /** It was switched off a short while ago. */
    TOO_SOON,
    /** The board, or the one who wanted it, was withdrawn from use before it was begun. */
    REFUSED,
    /** It was tried in vain. */
    FAILED,
    /** The server ends; what has begun is finished by the next one. */
    STOPPING
  }

  /** That of a board whose power is not known. */
  public static PowerOutcome noPower(String board) {
    return new PowerOutcome(
        Result.NO_POWER, "the gateway cannot switch the power of board " + board);
  }

  /** Whether it is as it was wanted. */
  public boolean isDone() {
    return result == Result.DONE;
  }
}
