package org.spinngate.server.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.admission.GatewayRow;

/**
 * Gateways as JSON. The names of the fields are a public contract, described in {@code
 * docs/control-json.md}: they are added to and never renamed.
 */
public final class GatewayJson {
  private GatewayJson() {}

  /** An array of all rows, one a line. */
  public static String text(List<GatewayRow> rows) {
    return Json.lines(rows.stream().map(GatewayJson::object).toList());
  }

  private static Map<String, @Nullable Object> object(GatewayRow row) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("gateway", row.said().name());
    fields.put("own", row.own());
    fields.put("state", row.said().state());
    fields.put("alive", row.heard().alive());
    fields.put("silentSeconds", row.heard().silent().map(Duration::toSeconds).orElse(null));
    fields.put("address", row.said().address());
    fields.put("build", row.said().build());
    fields.put("boards", row.boards().size());
    fields.put("sessions", row.sessions());
    fields.put("id", row.id());
    fields.put("differs", row.differs());
    return fields;
  }
}
