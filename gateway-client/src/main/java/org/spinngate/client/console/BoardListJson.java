package org.spinngate.client.console;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Holder;

/** The boards as JSON (RFC 8259), one array of objects. */
public final class BoardListJson {
  private BoardListJson() {}

  /** The text, one board a line. */
  public static String of(List<Boards.Entry> boards) {
    return boards.stream().map(BoardListJson::board).collect(Collectors.joining(",\n ", "[", "]"));
  }

  private static String board(Boards.Entry board) {
    return "{\"board\": "
        + string(board.name())
        + ", \"access\": "
        + string(board.shared() ? "shared" : "exclusive")
        + ", \"state\": "
        + string(board.state())
        + ", \"holder\": "
        + board.holder().map(BoardListJson::holder).orElse("null")
        + ", \"waiting\": "
        + board.waiting()
        + ", \"comment\": "
        + string(board.comment())
        + "}";
  }

  private static String holder(Holder holder) {
    return "{\"user\": "
        + string(holder.user())
        + ", \"since\": "
        + string(holder.since().toString())
        + ", \"idle-seconds\": "
        + holder.idle().toSeconds()
        + "}";
  }

  private static String string(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        json.append('\\').append(letter);
      } else if (Character.isISOControl(letter)) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        json.append(letter);
      }
    }
    return json.append('"').toString();
  }
}
