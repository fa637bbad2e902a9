package org.spinngate.server.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Holder;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.FarBoards;
import org.spinngate.server.admission.FarSession;

/**
 * Boards as JSON. The names of the fields are a public contract, described in {@code
 * docs/control-json.md}: they are added to and never renamed.
 */
public final class BoardJson {
  private BoardJson() {}

  /**
   * An array of all rows, one a line.
   *
   * @param facility all gateways, if there are several: then with the one that serves each board,
   *     and who has those that others serve
   */
  public static String text(List<BoardRow> rows, Optional<Facility> facility) {
    return Json.lines(objects(rows, facility));
  }

  /** All rows, for {@link Json}. */
  public static List<Map<String, @Nullable Object>> objects(
      List<BoardRow> rows, Optional<Facility> facility) {
    Optional<FarBoards> far = facility.map(FarBoards::new);
    return rows.stream()
        .map(row -> far.map(others -> object(row, others)).orElseGet(() -> object(row)))
        .toList();
  }

  private static Map<String, @Nullable Object> object(BoardRow row, FarBoards far) {
    Map<String, @Nullable Object> fields = object(row);
    List<FarSession> sessions = far.sessions(row.name());
    if (!sessions.isEmpty() && row.state().disabled().isEmpty()) {
      fields.put("state", "in-use");
      fields.put("words", "in use");
      fields.put("detail", "");
    }
    if (far.isFar(row.name())) {
      fields.put("holder", sessions.stream().findFirst().map(BoardJson::holder).orElse(null));
      fields.put("sessions", sessions.size());
      fields.put("waiting", null);
    }
    fields.put("gateway", far.gateway(row.name()).orElse(null));
    return fields;
  }

  private static Map<String, @Nullable Object> holder(FarSession session) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("user", session.user());
    fields.put("since", session.since().toString());
    fields.put("idleSeconds", null);
    return fields;
  }

  private static Map<String, @Nullable Object> object(BoardRow row) {
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
