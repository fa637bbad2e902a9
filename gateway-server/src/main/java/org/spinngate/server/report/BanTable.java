package org.spinngate.server.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spinngate.server.order.Barred;
import org.spinngate.server.usage.Amounts;

/** Writes who is refused as fixed-width text that a person reads at a glance. */
public final class BanTable {
  /** Nobody reads more, and no command waits for it. */
  static final int MOST = 1000;

  private static final String UNKNOWN_NAME = "a name that is no user's";
  private static final String NOTHING = "-";

  private BanTable() {}

  /**
   * One line of headings and one for each row, without a line end after the last; or that there is
   * nobody.
   *
   * @param several whether there are other gateways
   */
  public static String format(List<Barred> rows, boolean several) {
    if (rows.isEmpty()) {
      return "nobody is banned, and nobody is kept away after a kick";
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(cells("WHO", "FROM", "LEFT", gatewayIf(several, "GATEWAY"), "WHY"));
    rows.stream().limit(MOST).forEach(row -> lines.add(cells(row, several)));
    int more = rows.size() - MOST;
    return FixedWidth.of(lines, Set.of())
        + (more > 0 ? "\nand " + more + " more; unban takes any address or user" : "");
  }

  private static Optional<String> gatewayIf(boolean several, String word) {
    return Optional.of(word).filter(one -> several);
  }

  private static List<String> cells(
      String who, String from, String left, Optional<String> gateway, String why) {
    List<String> cells = new ArrayList<>(List.of(who, from, left));
    gateway.ifPresent(cells::add);
    cells.add(why);
    return cells;
  }

  private static List<String> cells(Barred row, boolean several) {
    return cells(
        who(row),
        from(row),
        row.left().map(BanTable::upwards).orElse(NOTHING),
        gatewayIf(several, row.gateway().orElse(NOTHING)),
        why(row));
  }

  /** What is left is never nothing. */
  private static String upwards(Duration left) {
    return Amounts.age(left.plusMillis(999));
  }

  /** Who is refused, in a few words. */
  public static String who(Barred row) {
    String user = row.who().user().orElse(UNKNOWN_NAME);
    return switch (row.kind()) {
      case PENDING, ENDING, KICK -> user;
      case ADDRESS -> row.who().address().orElse(NOTHING);
      case NAME -> user + " at " + row.who().address().orElse(NOTHING);
    };
  }

  private static String from(Barred row) {
    return switch (row.kind()) {
      case PENDING, ENDING, KICK -> row.board().orElse("every board");
      case ADDRESS, NAME -> "login";
    };
  }

  private static String why(Barred row) {
    return switch (row.kind()) {
      case PENDING -> "still to be told to a silent gateway: " + row.why();
      case ENDING -> "let in again; still to be ended by a silent gateway: " + row.why();
      case KICK, ADDRESS, NAME -> row.why();
    };
  }
}
