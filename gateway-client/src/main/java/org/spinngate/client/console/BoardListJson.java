package org.spinngate.client.console;

import java.util.List;
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
        + JsonText.of(board.name())
        + ", \"access\": "
        + JsonText.of(board.shared() ? "shared" : "exclusive")
        + ", \"state\": "
        + JsonText.of(board.state())
        + ", \"holder\": "
        + board.holder().map(BoardListJson::holder).orElse("null")
        + ", \"waiting\": "
        + board.waiting()
        + ", \"comment\": "
        + JsonText.of(board.comment())
        + "}";
  }

  private static String holder(Holder holder) {
    return "{\"user\": "
        + JsonText.of(holder.user())
        + ", \"since\": "
        + JsonText.of(holder.since().toString())
        + ", \"idle-seconds\": "
        + holder.idle().toSeconds()
        + "}";
  }
}
