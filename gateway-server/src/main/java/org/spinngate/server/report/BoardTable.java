package org.spinngate.server.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.spinngate.protocol.Holder;
import org.spinngate.server.session.Amounts;
import org.spinngate.server.session.FixedWidth;

/** Writes board rows as fixed-width text that a person reads at a glance. */
public final class BoardTable {
  private static final List<String> HEADER =
      List.of("BOARD", "ACCESS", "STATE", "HOLDER", "HELD", "IDLE", "SESSIONS", "WAITING");
  private static final List<String> LAST = List.of("ADDRESS", "COMMENT");

  /** Shown as soon as any board is disabled. */
  private static final String REASON = "DISABLED BECAUSE";

  private static final Set<String> RIGHT = Set.of("HELD", "IDLE", "SESSIONS", "WAITING");
  private static final String NOTHING = "-";

  private BoardTable() {}

  /** One line of headings and one for each row, without a line end behind the last. */
  public static String format(List<BoardRow> rows, Instant now) {
    boolean withReason = rows.stream().anyMatch(row -> row.disabled().isPresent());
    List<List<String>> lines = new ArrayList<>();
    lines.add(line(HEADER, withReason ? List.of(REASON) : List.of(), LAST));
    for (BoardRow row : rows) {
      List<String> reason = withReason ? List.of(row.disabled().orElse(NOTHING)) : List.of();
      lines.add(line(cells(row, now), reason, List.of(row.address(), row.comment())));
    }
    return FixedWidth.of(lines, RIGHT);
  }

  private static List<String> line(List<String> first, List<String> reason, List<String> last) {
    List<String> cells = new ArrayList<>(first);
    cells.addAll(reason);
    cells.addAll(last);
    return cells;
  }

  private static List<String> cells(BoardRow row, Instant now) {
    return List.of(
        row.name(),
        row.access(),
        row.words(),
        row.holder().map(Holder::user).orElse(NOTHING),
        row.holder().map(holder -> held(holder, now)).orElse(NOTHING),
        row.holder().map(Holder::idle).map(Amounts::age).orElse(NOTHING),
        Integer.toString(row.sessions()),
        Integer.toString(row.waiting()));
  }

  /** For how long; a clock that was set back shows nothing strange. */
  private static String held(Holder holder, Instant now) {
    Duration held = Duration.between(holder.since(), now);
    return Amounts.age(held.isNegative() ? Duration.ZERO : held);
  }
}
