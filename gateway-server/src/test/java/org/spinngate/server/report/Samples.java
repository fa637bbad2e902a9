package org.spinngate.server.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.server.session.SessionRow;
import org.spinngate.server.usage.Traffic;

/** Rows as they occur, and the files that say what they should look like. */
public final class Samples {
  /** When the samples are looked at. */
  public static final Instant NOW = Instant.parse("2026-01-02T16:00:00Z");

  /** A session that uses UDP and has dropped something. */
  public static final SessionRow BUSY =
      new SessionRow(
          new SessionRow.Who("7f3a91c2", "alice", "spin5-03"),
          "exclusive",
          new SessionRow.Client(
              "attached",
              "203.0.113.9:51544",
              new PathReport(
                  Carrier.UDP,
                  38_412_700,
                  19_870,
                  18_300,
                  352,
                  new ResendCounts(1_200, 1_190, 3, 2_345),
                  1_372,
                  0),
              38_412_700,
              Optional.empty()),
          2,
          new Traffic.Snapshot(
              18_249,
              4_600_000,
              18_231,
              4_650_000,
              Map.of(DropReason.STALE, 3L, DropReason.EMPTY, 1L)),
          NOW.minusSeconds(4_327));

  /** A session whose client is away. */
  public static final SessionRow AWAY =
      new SessionRow(
          new SessionRow.Who("00000a01", "bob", "demo-1"),
          "shared",
          new SessionRow.Client(
              "detached",
              "[2001:db8::7]:40000",
              PathReport.ofStream(-1),
              -1,
              Optional.of(NOW.plusSeconds(12))),
          0,
          new Traffic.Snapshot(0, 0, 0, 0, Map.of()),
          NOW.plusSeconds(1));

  /** A board that somebody has. */
  public static final BoardRow HELD =
      new BoardRow(
          "spin5-03",
          "exclusive",
          new BoardRow.State("in-use", "in use", "booted SC&MP 4.0.0", Optional.empty()),
          new BoardRow.Use(
              1,
              Optional.of(new Holder("alice", NOW.minusSeconds(4_327), Duration.ofMinutes(3))),
              2),
          Optional.of("BMP 192.168.240.0:17893 (BC&MP 2.1.0), slot 0"),
          "192.168.240.3:17893",
          "rack 1");

  /** A board that nobody has. */
  public static final BoardRow FREE =
      new BoardRow(
          "demo-1",
          "shared",
          new BoardRow.State("booted", "booted SC&MP 4.0.0", "SC&MP 4.0.0", Optional.empty()),
          new BoardRow.Use(0, Optional.empty(), 0),
          Optional.empty(),
          "127.0.0.1:17893",
          "simulated, \"48\" chips");

  /** A board that nobody may have. */
  public static final BoardRow OFF =
      new BoardRow(
          "spin5-04",
          "exclusive",
          new BoardRow.State(
              "disabled", "disabled", "new fan on Tuesday", Optional.of("new fan on Tuesday")),
          new BoardRow.Use(0, Optional.empty(), 0),
          Optional.empty(),
          "192.168.240.11:17893",
          "");

  private Samples() {}

  static String golden(String name) throws IOException {
    try (InputStream file = Samples.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }
}
