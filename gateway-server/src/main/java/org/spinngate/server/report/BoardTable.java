package org.spinngate.server.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.spinngate.protocol.Holder;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.FarBoards;
import org.spinngate.server.admission.FarSession;
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
  private static final String GATEWAY = "GATEWAY";
  private static final String NOTHING = "-";

  private BoardTable() {}

  /** One line of headings and one for each row, without a line end after the last. */
  public static String format(List<BoardRow> rows, Instant now) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(HEADER);
    rows.forEach(row -> lines.add(cells(row, now)));
    return FixedWidth.of(lines, RIGHT);
  }

  /** The same, with the gateway that serves each board, and who has those that others serve. */
  public static String format(List<BoardRow> rows, Instant now, Facility facility) {
    FarBoards far = new FarBoards(facility);
    List<List<String>> lines = new ArrayList<>();
    lines.add(with(HEADER, GATEWAY));
    for (BoardRow row : rows) {
      List<String> cells =
          far.isFar(row.name()) ? farCells(row, far.sessions(row.name()), now) : cells(row, now);
      lines.add(with(cells, far.gateway(row.name()).orElse(NOTHING)));
    }
    return FixedWidth.of(lines, RIGHT);
  }

  private static List<String> with(List<String> cells, String last) {
    return Stream.concat(cells.stream(), Stream.of(last)).toList();
  }

  private static List<String> farCells(BoardRow row, List<FarSession> sessions, Instant now) {
    Optional<FarSession> first = sessions.stream().findFirst();
    boolean asHere = first.isEmpty() || row.state().disabled().isPresent();
    return List.of(
        row.name(),
        row.access(),
        asHere ? row.state().words() : "in use",
        asHere ? detail(row) : NOTHING,
        first.map(FarSession::user).orElse(NOTHING),
        first.map(one -> Amounts.age(Duration.between(one.since(), now))).orElse(NOTHING),
        NOTHING,
        Integer.toString(sessions.size()),
        NOTHING,
        row.address(),
        row.comment());
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
