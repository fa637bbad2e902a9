package org.spinngate.client.console;

import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;

/** The one line that says why it is over, and what helps. */
public final class EndingWords {
  private final HolderWords holders;

  /**
   * @param holders says who has a board
   */
  public EndingWords(HolderWords holders) {
    this.holders = holders;
  }

  private static final String TOKEN =
      "; check --user and --token-file, or ask the operator for a new token";

  /**
   * The line.
   *
   * @param board the board that was asked for
   * @param waited whether the user was ready to queue for it
   */
  public String of(Ending ending, String board, boolean waited) {
    if (ending instanceof Ending.Caused caused) {
      return caused.cause() == CloseCause.BOARD_BUSY
          ? busy(caused, board, waited)
          : Plain.of(caused.text()) + advice(caused);
    }
    return Plain.of(ending.text());
  }

  private String busy(Ending.Caused caused, String board, boolean waited) {
    String who =
        caused
            .holder()
            .map(holder -> "board " + board + " is in use by " + holders.of(holder))
            .orElse(Plain.of(caused.text()));
    return who + (waited ? "; it did not become free in time" : "; add --wait to queue for it");
  }

  private static String advice(Ending.Caused caused) {
    boolean usual = caused.text().equals(caused.cause().sentence());
    return switch (caused.cause()) {
      case LOGIN_REFUSED -> usual ? TOKEN : "";
      case BOARD_REFUSED -> "; 'gateway-client boards' lists those that you may use";
      case VERSION_MISMATCH -> "; install the version that the operator names";
      case IDLE -> "; connect again when you need the board";
      default -> caused.advice().isEmpty() ? "" : "; " + caused.advice();
    };
  }
}
