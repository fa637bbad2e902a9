package org.spinngate.server.lease;

import org.spinngate.protocol.CloseCause;

/**
 * Why somebody does not get a session.
 *
 * @param cause the word for programs
 * @param text for people, a clause without a full stop
 */
public record Refusal(CloseCause cause, String text) {
  /** In the usual words. */
  public static Refusal of(CloseCause cause) {
    return new Refusal(cause, cause.sentence());
  }

  /**
   * That of a board that the operator gives to nobody.
   *
   * @param board its name
   * @param reason the operator's, perhaps blank
   */
  public static Refusal outOfService(String board, String reason) {
    String why = reason.isBlank() ? "" : ": " + reason.strip();
    return new Refusal(CloseCause.BOARD_DISABLED, "board " + board + " is out of service" + why);
  }
}
