package org.spinngate.server.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.spinngate.protocol.PathReport;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.FarSession;
import org.spinngate.server.session.SessionRow;
import org.spinngate.server.usage.Amounts;
import org.spinngate.server.usage.Traffic;

/** Writes session rows as fixed-width text that a person reads at a glance. */
public final class TableFormatter {
  private static final List<String> HEADER =
      List.of(
          "SESSION",
          "USER",
          "BOARD",
          "ACCESS",
          "STATE",
          "PEER",
          "PATH",
          "FLOWS",
          "TO BOARD",
          "TO CLIENT",
          "RTT",
          "DROPS",
          "AGE");

  /** Shown as soon as any session sends packets more than once. */
  private static final List<String> COPIES_HEADER = List.of("LOSS", "COPIES", "SAVED", "RESENT");

  private static final String GATEWAY = "GATEWAY";

  private static final Set<String> RIGHT =
      Set.of("FLOWS", "DROPS", "LOSS", "COPIES", "SAVED", "RESENT");

  private TableFormatter() {}

  /** One line of headings and one for each row, without a line end after the last. */
  public static String format(List<SessionRow> rows, Instant now) {
    return FixedWidth.of(lines(rows, now), RIGHT);
  }

  /**
   * The same for the log.
   *
   * @param gateway the one of all these sessions, if there are several
   */
  static String logged(List<SessionRow> rows, Instant now, Optional<String> gateway) {
    return gateway
        .map(name -> FixedWidth.of(named(lines(rows, now), name), RIGHT))
        .orElseGet(() -> format(rows, now));
  }

  private static List<List<String>> named(List<List<String>> own, String gateway) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(joined(own.get(0), List.of(GATEWAY)));
    own.stream().skip(1).forEach(cells -> lines.add(joined(cells, List.of(gateway))));
    return lines;
  }

  /**
   * The same.
   *
   * @param facility all gateways, if there are several: then with the gateway of each session, and
   *     after them the sessions of the others
   */
  public static String format(List<SessionRow> rows, Instant now, Optional<Facility> facility) {
    return facility.map(several -> ofAll(rows, now, several)).orElseGet(() -> format(rows, now));
  }

  private static String ofAll(List<SessionRow> rows, Instant now, Facility facility) {
    List<List<String>> lines = named(lines(rows, now), facility.name());
    List<String> header = lines.get(0);
    facility.elsewhere().forEach(far -> lines.add(cells(far, header, now)));
    return FixedWidth.of(lines, RIGHT);
  }

  private static List<String> cells(FarSession far, List<String> header, Instant now) {
    Map<String, String> known =
        Map.of(
            "SESSION",
            far.session(),
            "USER",
            far.user(),
            "BOARD",
            far.board(),
            "AGE",
            Amounts.age(Duration.between(far.since(), now)),
            GATEWAY,
            far.gateway());
    return header.stream().map(name -> known.getOrDefault(name, "-")).toList();
  }

  private static List<List<String>> lines(List<SessionRow> rows, Instant now) {
    boolean withCopies = rows.stream().anyMatch(row -> sendsTwice(row.client().path()));
    List<List<String>> lines = new ArrayList<>();
    lines.add(withCopies ? joined(HEADER, COPIES_HEADER) : HEADER);
    for (SessionRow row : rows) {
      List<String> cells = cells(row, now);
      lines.add(withCopies ? joined(cells, copies(row.client().path())) : cells);
    }
    return lines;
  }

  private static boolean sendsTwice(PathReport path) {
    return path.copies() > 0 || path.resends().resent() > 0;
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<String> cells(SessionRow row, Instant now) {
    Traffic.Snapshot traffic = row.traffic();
    return List.of(
        row.who().session(),
        row.who().user(),
        row.who().board(),
        row.access(),
        state(row, now),
        row.client().peer(),
        row.client().path().carrier().label(),
        Integer.toString(row.flows()),
        Amounts.both(traffic.datagramsToBoard(), traffic.bytesToBoard()),
        Amounts.both(traffic.datagramsToClient(), traffic.bytesToClient()),
        roundTrip(row.client().roundTripNanos()),
        Amounts.scaled(traffic.dropped()),
        Amounts.age(Duration.between(row.since(), now)));
  }

  /** What redundancy towards the client costs, and what it is good for. */
  private static List<String> copies(PathReport path) {
    return List.of(
        loss(path.lossPerMillion()),
        Amounts.scaled(path.copies()),
        Amounts.scaled(path.saved()),
        Amounts.scaled(path.resends().resent()));
  }

  /** In percent, of the packets that the server sends; a stream has none that anybody sees. */
  private static String loss(int perMillion) {
    return perMillion < 0 ? "-" : String.format(Locale.ROOT, "%.1f%%", perMillion / 10_000.0);
  }

  /** With the seconds that a client still has to come back. */
  private static String state(SessionRow row, Instant now) {
    return row.client()
        .keptUntil()
        .map(
            until ->
                row.client().state()
                    + " "
                    + Math.max(0, Duration.between(now, until).toSeconds())
                    + "s")
        .orElse(row.client().state());
  }

  private static String roundTrip(long nanos) {
    if (nanos < 0) {
      return "-";
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    return millis >= 1 ? millis + "ms" : "<1ms";
  }
}
