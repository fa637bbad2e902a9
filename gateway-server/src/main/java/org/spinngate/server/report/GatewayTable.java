package org.spinngate.server.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.GatewayRow;

/** Writes the gateways of a facility as fixed-width text that a person reads at a glance. */
public final class GatewayTable {
  private static final List<String> HEADER =
      List.of("GATEWAY", "STATE", "HEARD", "ADDRESS", "BUILD", "BOARDS", "SESSIONS");

  private static final Set<String> RIGHT = Set.of("BOARDS", "SESSIONS");
  private static final String NOTHING = "-";

  private GatewayTable() {}

  /**
   * One line of headings and one for each gateway, and before them what is wrong with this one,
   * without a line end after the last.
   */
  public static String format(Facility facility) {
    List<GatewayRow> rows = facility.rows();
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    rows.forEach(row -> lines.add(cells(row)));
    return trouble(facility) + differences(rows) + FixedWidth.of(lines, RIGHT);
  }

  private static String trouble(Facility facility) {
    String pause =
        facility.maySpeak() ? "" : "this gateway is not sure of its boards: they pause\n";
    String late =
        facility.engineReached() ? "" : "the engine is out of reach: this is as it was before\n";
    return pause + late;
  }

  private static String differences(List<GatewayRow> rows) {
    return rows.stream()
        .filter(row -> !row.differs().isEmpty())
        .map(
            row ->
                "%s has another configuration than this gateway: %s\n"
                    .formatted(row.said().name(), String.join(", ", row.differs())))
        .collect(Collectors.joining());
  }

  private static List<String> cells(GatewayRow row) {
    return List.of(
        row.said().name(),
        orNothing(row.said().state()),
        heard(row),
        orNothing(row.said().address()),
        orNothing(row.said().build()),
        Integer.toString(row.boards().size()),
        Integer.toString(row.sessions()));
  }

  private static String heard(GatewayRow row) {
    if (row.own()) {
      return "this one";
    }
    return row.heard()
        .silent()
        .map(silent -> row.heard().alive() ? "now" : silent.toSeconds() + "s ago")
        .orElse(NOTHING);
  }

  private static String orNothing(String word) {
    return word.isEmpty() ? NOTHING : word;
  }
}
