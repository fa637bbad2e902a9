package org.spinngate.server.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.server.session.SessionRow;
import org.spinngate.server.usage.Traffic;

class TableFormatterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T16:00:00Z");

  private static final SessionRow BUSY =
      new SessionRow(
          new SessionRow.Who("7f3a91c2", "alice", "spin5-03"),
          "exclusive",
          new SessionRow.Client(
              "attached",
              "203.0.113.9:51544",
              new PathReport(Carrier.UDP, 38_400_000, 0, 0, 0, ResendCounts.NONE, 1_472, 0),
              38_400_000,
              Optional.empty()),
          2,
          new Traffic.Snapshot(18_249, 4_600_000, 18_231, 4_650_000, Map.of()),
          NOW.minusSeconds(4_327));
  private static final SessionRow FRESH =
      new SessionRow(
          new SessionRow.Who("00000a01", "bob", "demo-1"),
          "shared",
          new SessionRow.Client(
              "attached", "[2001:db8::7]:40000", PathReport.ofStream(-1), -1, Optional.empty()),
          0,
          new Traffic.Snapshot(0, 0, 0, 0, Map.of()),
          NOW);
  private static final SessionRow OLD =
      new SessionRow(
          new SessionRow.Who("c0ffee00", "a.rather-long.user-name", "a-board-with-a-long-name"),
          "exclusive",
          new SessionRow.Client(
              "attached", "127.0.0.1:9", PathReport.ofStream(-1), 400_000, Optional.empty()),
          64,
          new Traffic.Snapshot(
              1_000_000,
              282_000_000,
              999,
              999,
              Map.of(DropReason.TUNNEL_FULL, 1_200L, DropReason.EMPTY, 34L)),
          NOW.minusSeconds(2 * 86_400 + 59));

  private static String golden(String name) throws IOException {
    try (InputStream file = TableFormatterTest.class.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }

  @Test
  void theTableReadsAtAGlance() throws IOException {
    String table = TableFormatter.format(List.of(BUSY, OLD, FRESH), NOW);

    assertThat(table + "\n").isEqualTo(golden("session-table.txt"));
  }

  @Test
  void aTableWithoutSessionsHasItsHeadings() {
    assertThat(TableFormatter.format(List.of(), NOW))
        .isEqualTo(
            "SESSION  USER  BOARD  ACCESS  STATE  PEER  PATH  FLOWS  "
                + "TO BOARD  TO CLIENT  RTT  DROPS  AGE");
  }

  @Test
  void theContractsExampleComesOutAsItStands() {
    assertThat(TableFormatter.format(List.of(BUSY), NOW).lines())
        .containsExactly(
            "SESSION   USER   BOARD     ACCESS     STATE     PEER               PATH  FLOWS  "
                + "TO BOARD     TO CLIENT    RTT   DROPS  AGE",
            "7f3a91c2  alice  spin5-03  exclusive  attached  203.0.113.9:51544  udp       2  "
                + "18.2k/4.6MB  18.2k/4.7MB  38ms      0  01:12:07");
  }

  @Test
  void theLogOfOneOfSeveralGatewaysNamesItInEachLine() {
    List<String> lines =
        TableFormatter.logged(List.of(Samples.BUSY), Samples.NOW, Optional.of("gw1"))
            .lines()
            .toList();

    assertThat(lines.get(0)).endsWith("  GATEWAY");
    assertThat(lines.get(1)).endsWith("  gw1");
    assertThat(TableFormatter.logged(List.of(Samples.BUSY), Samples.NOW, Optional.empty()))
        .isEqualTo(TableFormatter.format(List.of(Samples.BUSY), Samples.NOW));
  }

  @Test
  void whatRedundancyCostsAndSavesIsShownWhereThereIsAny() {
    SessionRow lossy =
        new SessionRow(
            new SessionRow.Who("0badcafe", "eve", "demo-2"),
            "shared",
            new SessionRow.Client(
                "attached",
                "192.0.2.1:9",
                new PathReport(
                    Carrier.UDP,
                    40_000_000,
                    19_870,
                    18_300,
                    352,
                    new ResendCounts(4, 3, 1, 27),
                    1_472,
                    0),
                40_000_000,
                Optional.empty()),
            1,
            new Traffic.Snapshot(0, 0, 0, 0, Map.of()),
            NOW);

    assertThat(TableFormatter.format(List.of(FRESH, lossy), NOW).lines().map(this::lastColumns))
        .containsExactly(
            "AGE LOSS COPIES SAVED RESENT", "00:00:00 - 0 0 0", "00:00:00 2.0% 18.3k 352 27");
  }

  private String lastColumns(String line) {
    String[] cells = line.trim().split("\\s+");
    return String.join(" ", List.of(cells).subList(cells.length - 5, cells.length));
  }
}
