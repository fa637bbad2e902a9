package org.spinngate.server.report;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.GatewayRow;

/**
 * Gateways as JSON. The names of the fields are a public contract, described in {@code
 * docs/control-json.md}: they are added to and never renamed.
 */
public final class GatewayJson {
  private GatewayJson() {}

  /**
   * An array of all gateways, one a line. What this one knows of itself is in its own row, which is
   * there even before it has joined the others.
   */
  public static String text(Facility facility) {
    List<GatewayRow> rows = facility.rows();
    Stream<GatewayRow> own =
        rows.stream().anyMatch(GatewayRow::own) ? Stream.empty() : Stream.of(alone(facility));
    return Json.lines(Stream.concat(own, rows.stream()).map(row -> object(row, facility)).toList());
  }

  /** Of a gateway that stands alone. */
  public static String none() {
    return Json.lines(List.of());
  }

  private static GatewayRow alone(Facility facility) {
    return new GatewayRow(
        "",
        true,
        new GatewayRow.Said(facility.name(), "", "", ""),
        List.of(),
        0,
        new GatewayRow.Heard(false, Optional.empty()),
        List.of());
  }

  private static Map<String, @Nullable Object> object(GatewayRow row, Facility facility) {
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
    if (row.own()) {
      fields.put("sure", facility.maySpeak());
      fields.put("engineReached", facility.engineReached());
    }
    return fields;
  }
}
