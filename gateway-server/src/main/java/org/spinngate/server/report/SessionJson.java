package org.spinngate.server.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.server.admission.ConnectionRow;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.admission.FarSession;
import org.spinngate.server.session.SessionRow;
import org.spinngate.server.usage.Traffic;

/**
 * Sessions as JSON. The names of the fields are a public contract, described in {@code
 * docs/control-json.md}: they are added to and never renamed.
 */
public final class SessionJson {
  private static final double NANOS_PER_MICRO = 1000;
  private static final double MICROS_PER_MILLI = 1000;
  private static final double MILLIONTHS_PER_PERCENT = 10_000;

  private SessionJson() {}

  /**
   * An array of all rows, one a line.
   *
   * @param others connections that have no session, which stand after them; {@code session} is null
   *     then
   * @param facility all gateways, if there are several
   */
  public static String text(
      List<SessionRow> rows, Instant now, List<ConnectionRow> others, Optional<Facility> facility) {
    return Json.lines(
        Stream.concat(
                objects(rows, now, facility).stream(), others.stream().map(row -> object(row, now)))
            .toList());
  }

  /**
   * All rows, for {@link Json}. Of one of several gateways each session has its gateway, and those
   * of the others, with what is known of them here, stand after its own.
   */
  public static List<Map<String, @Nullable Object>> objects(
      List<SessionRow> rows, Instant now, Optional<Facility> facility) {
    Stream<Map<String, @Nullable Object>> own =
        rows.stream()
            .map(
                row -> {
                  Map<String, @Nullable Object> fields = object(row, now);
                  facility.ifPresent(several -> fields.put("gateway", several.name()));
                  return fields;
                });
    Stream<FarSession> far = facility.stream().flatMap(several -> several.elsewhere().stream());
    return Stream.concat(own, far.map(row -> object(row, now))).toList();
  }

  private static Map<String, @Nullable Object> object(FarSession row, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("session", row.session());
    fields.put("user", row.user());
    fields.put("board", row.board());
    addTimes(fields, row.since(), now);
    fields.put("gateway", row.gateway());
    return fields;
  }

  private static void addTimes(Map<String, @Nullable Object> fields, Instant since, Instant now) {
    fields.put("since", since.toString());
    fields.put("ageSeconds", Math.max(0, Duration.between(since, now).toSeconds()));
  }

  private static Map<String, @Nullable Object> object(ConnectionRow row, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("session", null);
    fields.put("user", row.user());
    fields.put("board", row.board().isEmpty() ? null : row.board());
    fields.put("state", row.state());
    fields.put("peer", row.peer());
    addTimes(fields, row.since(), now);
    return fields;
  }

  private static Map<String, @Nullable Object> object(SessionRow row, Instant now) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("session", row.who().session());
    fields.put("user", row.who().user());
    fields.put("board", row.who().board());
    fields.put("access", row.access());
    fields.put("state", row.client().state());
    fields.put("peer", row.client().peer());
    fields.put("path", row.client().path().carrier().label());
    fields.put("flows", row.flows());
    addTraffic(fields, row.traffic());
    fields.put("rttMillis", millis(row.client().roundTripNanos()));
    addCopies(fields, row.client().path());
    addTimes(fields, row.since(), now);
    fields.put(
        "resumeSeconds",
        row.client()
            .keptUntil()
            .map(until -> Math.max(0, Duration.between(now, until).toSeconds()))
            .orElse(null));
    return fields;
  }

  private static void addTraffic(Map<String, @Nullable Object> fields, Traffic.Snapshot traffic) {
    fields.put("toBoardDatagrams", traffic.datagramsToBoard());
    fields.put("toBoardBytes", traffic.bytesToBoard());
    fields.put("toClientDatagrams", traffic.datagramsToClient());
    fields.put("toClientBytes", traffic.bytesToClient());
    Map<String, Long> drops = new TreeMap<>();
    traffic.drops().forEach((reason, count) -> drops.put(reason.label(), count));
    fields.put("dropped", traffic.dropped());
    fields.put("drops", drops);
  }

  private static void addCopies(Map<String, @Nullable Object> fields, PathReport path) {
    int loss = path.lossPerMillion();
    fields.put("lossPercent", loss < 0 ? null : loss / MILLIONTHS_PER_PERCENT);
    fields.put("copies", path.copies());
    fields.put("saved", path.saved());
    ResendCounts resends = path.resends();
    fields.put("resent", resends.resent());
    fields.put("asked", resends.asked());
    fields.put("recovered", resends.recovered());
    fields.put("givenUp", resends.givenUp());
    fields.put("packetBytes", path.packetBytes());
    fields.put("lineLimit", path.limit());
  }

  /** To the microsecond. */
  private static @Nullable Double millis(long nanos) {
    return nanos < 0 ? null : Math.round(nanos / NANOS_PER_MICRO) / MICROS_PER_MILLI;
  }
}
