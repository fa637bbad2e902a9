package org.spinngate.server.power;

import java.util.LinkedHashMap;
import java.util.Map;

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
  static Occasion of(String board, String host) {
    return new Occasion(board, host, "", "", "");
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
