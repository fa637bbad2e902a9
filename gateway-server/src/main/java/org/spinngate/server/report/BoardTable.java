package org.spinngate.server.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.spinngate.protocol.Holder;
import org.spinngate.server.usage.Amounts;

/** Writes board rows as fixed-width text that a person reads at a glance. */
public final class BoardTable {
  private static final List<String> HEADER =
      List.of(
          "BOARD",
          "ACCESS",
          "STATE",
          "DETAIL",
          "HOLDER",
          "HELD",
          "IDLE",
          "SESSIONS",
          "WAITING",
          "ADDRESS",
          "COMMENT");

  private static final Set<String> RIGHT = Set.of("HELD", "IDLE", "SESSIONS", "WAITING");
  private static final String NOTHING = "-";

  private BoardTable() {}

  /** One line of headings and one for each row, without a line end behind the last. */
  public static String format(List<BoardRow> rows, Instant now) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    rows.forEach(row -> lines.add(cells(row, now)));
    return FixedWidth.of(lines, RIGHT);
  }

  private static List<String> cells(BoardRow row, Instant now) {
    return List.of(
        row.name(),
        row.access(),
        row.state().words(),
        detail(row),
        row.use().holder().map(Holder::user).orElse(NOTHING),
        row.use().holder().map(holder -> held(holder, now)).orElse(NOTHING),
        row.use().holder().map(Holder::idle).map(Amounts::age).orElse(NOTHING),
        Integer.toString(row.use().sessions()),
        Integer.toString(row.use().waiting()),
        row.address(),
        row.comment());
  }

  /** What the words do not say already. */
  private static String detail(BoardRow row) {
    boolean said =
        row.state().detail().isEmpty() || row.state().words().endsWith(row.state().detail());
    return said ? NOTHING : row.state().detail();
  }

  private static String held(Holder holder, Instant now) {
    return Amounts.age(Duration.between(holder.since(), now));
  }
}
