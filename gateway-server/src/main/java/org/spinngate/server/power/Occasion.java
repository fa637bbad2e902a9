package org.spinngate.server.power;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.BoardHooks;

/**
 * What a command is run for. What there is not is empty.
 *
 * @param board its name
 * @param host its address
 * @param user whose session begins or has ended
 * @param session that one
 * @param cause why it has ended
 */
record Occasion(String board, String host, String user, String session, String cause) {
  /** One that no user has to do with. */
  static Occasion of(Board board) {
    return new Occasion(board.name(), hostOf(board), "", "", "");
  }

  /** A guest of a board comes, or goes for a cause. */
  static Occasion of(Board board, BoardHooks.Guest guest, String cause) {
    String session = guest.session().id().toString();
    return new Occasion(board.name(), hostOf(board), guest.account(), session, cause);
  }

  /** The same as the board is called, and where it is, now. */
  Occasion at(Board now) {
    return new Occasion(now.name(), hostOf(now), user, session, cause);
  }

  private static String hostOf(Board board) {
    return board.addresses().scp().getHostString();
  }

  /** By the words that stand for them. */
  Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("board", board);
    fields.put("host", host);
    fields.put("user", user);
    fields.put("session", session);
    fields.put("cause", cause);
    return fields;
  }
}
