package org.spinngate.server.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Holder;

/**
 * Boards as JSON. The names of the fields are a public contract, described in {@code
 * docs/operations.md}: they are added to and never renamed.
 */
public final class BoardJson {
  private BoardJson() {}

  /** An array of all rows, one a line. */
  public static String text(List<BoardRow> rows) {
    return Json.lines(rows.stream().map(BoardJson::object).toList());
  }

  /** One row, for {@link Json}. */
  public static Map<String, @Nullable Object> object(BoardRow row) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("board", row.name());
    fields.put("access", row.access());
    fields.put("state", row.state().label());
    fields.put("words", row.state().words());
    fields.put("detail", row.state().detail());
    fields.put("disabled", row.state().disabled().orElse(null));
    fields.put("holder", row.use().holder().map(BoardJson::holder).orElse(null));
    fields.put("sessions", row.use().sessions());
    fields.put("waiting", row.use().waiting());
    fields.put("power", row.power().orElse(null));
    fields.put("address", row.address());
    fields.put("comment", row.comment());
    return fields;
  }

  private static Map<String, @Nullable Object> holder(Holder holder) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("user", holder.user());
    fields.put("since", holder.since().toString());
    fields.put("idleSeconds", holder.idle().toSeconds());
    return fields;
  }
}
