package org.spinngate.server.admission;

import java.util.Optional;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;

/**
 * Somebody was made to leave, and gets no board for a while, or not that one.
 *
 * @param account a user, or an account of one
 * @param board the one that it means; empty for every board
 * @param words told to the one who comes meanwhile
 */
public record Bar(String account, Optional<Board> board, String words) {
  /**
   * Of one whose session was ended.
   *
   * @param reason the operator's; may be empty
   */
  public static Bar ofSession(String account, Board board, String reason) {
    return new Bar(account, Optional.of(board), wordsOfSession(reason));
  }

  /** What is said to one whose session was ended. */
  public static String wordsOfSession(String reason) {
    return words(CloseCause.KICKED.sentence(), reason);
  }

  /**
   * Of a user who was sent away.
   *
   * @param reason the operator's; may be empty
   */
  public static Bar ofUser(String account, String reason) {
    return new Bar(
        account, Optional.empty(), words("the operator has sent this user away", reason));
  }

  private static String words(String what, String reason) {
    return what + (reason.isBlank() ? "" : ": " + reason.strip());
  }
}
