package org.spinngate.server.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.spinngate.server.admission.ConnectionRow;
import org.spinngate.server.usage.Amounts;

/** Writes logged-in connections without a session as fixed-width text. */
public final class ConnectionTable {
  private static final List<String> HEADER = List.of("USER", "STATE", "BOARD", "PEER", "AGE");
  private static final String NOTHING = "-";

  private ConnectionTable() {}

  /** One line of headings and one for each row, without a line end after the last. */
  public static String format(List<ConnectionRow> rows, Instant now) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    rows.forEach(row -> lines.add(cells(row, now)));
    return FixedWidth.of(lines, Set.of());
  }

  private static List<String> cells(ConnectionRow row, Instant now) {
    return List.of(
        row.user(),
        row.state(),
        row.board().isEmpty() ? NOTHING : row.board(),
        row.peer(),
        Amounts.age(Duration.between(row.since(), now)));
  }
}
