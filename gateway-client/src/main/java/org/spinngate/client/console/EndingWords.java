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

  /**
   * The line, if a board was not power-cycled.
   *
   * @param board the board that was asked for
   */
  public String ofReset(Ending ending, String board) {
    boolean busy =
        ending instanceof Ending.Caused caused && caused.cause() == CloseCause.BOARD_BUSY;
    boolean inOtherWords =
        ending instanceof Ending.Caused caused
            && caused.cause() == CloseCause.BOARD_REFUSED
            && !caused.text().equals(caused.cause().sentence());
    if (busy) {
      return who((Ending.Caused) ending, board);
    }
    return inOtherWords ? Plain.of(ending.text()) : of(ending, board, false);
  }

  private String who(Ending.Caused caused, String board) {
    return caused
        .holder()
        .map(holder -> "board " + board + " is in use by " + holders.of(holder))
        .orElse(Plain.of(caused.text()));
  }

  private String busy(Ending.Caused caused, String board, boolean waited) {
    return who(caused, board)
        + (waited ? "; it did not become free in time" : "; add --wait to queue for it");
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
