package org.spinngate.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.Board;
import org.spinngate.server.health.HealthCheck;

/** The forms that programs rely on: a change of a golden file is a change of the contract. */
class ReportTest {
  private static final HealthReport CUT_OFF =
      new HealthReport(
          true,
          List.of(
              new HealthCheck("tunnels", true, "1 listener, 3 connections"),
              new HealthCheck("boards", false, "none of 12 boards answers")));

  @Test
  void sessionsAsJson() throws IOException {
    String json =
        SessionJson.text(
            List.of(Samples.BUSY, Samples.AWAY), Samples.NOW, List.of(), Optional.empty());

    assertThat(json + "\n").isEqualTo(Samples.golden("sessions.json"));
  }

  @Test
  void boardsAsJson() throws IOException {
    String json =
        BoardJson.text(List.of(Samples.HELD, Samples.FREE, Samples.OFF), Optional.empty());

    assertThat(json + "\n").isEqualTo(Samples.golden("boards.json"));
  }

  @Test
  void boardsAsTable() throws IOException {
    String table = BoardTable.format(List.of(Samples.HELD, Samples.FREE, Samples.OFF), Samples.NOW);

    assertThat(table + "\n").isEqualTo(Samples.golden("boards.txt"));
  }

  @Test
  void aRowShowsTheBoardAsItIs() {
    InetSocketAddress scp = new InetSocketAddress("192.168.240.3", 17893);
    InetSocketAddress boot = new InetSocketAddress("192.168.240.3", 54321);
    Board board =
        new Board(
            "spin5-03",
            new Board.Addresses(scp, boot),
            true,
            new Board.Handling(Duration.ofMillis(10), 8, true),
            "rack 1");

    BoardRow fresh = BoardRow.of(board);
    board.disable("new fan");
    BoardRow off = BoardRow.of(board);

    assertThat(fresh.state().label()).isEqualTo("unknown");
    assertThat(fresh.access()).isEqualTo("shared");
    assertThat(fresh.address()).isEqualTo("192.168.240.3:17893");
    assertThat(fresh.use().holder()).isEmpty();
    assertThat(fresh.state().disabled()).isEmpty();
    assertThat(off.state().label()).isEqualTo("disabled");
    assertThat(off.state().disabled()).contains("new fan");
  }

  @Test
  void healthForPeopleAndForPrograms() throws IOException {
    assertThat(HealthText.format(CUT_OFF) + "\n").isEqualTo(Samples.golden("health.txt"));
    assertThat(HealthText.json(CUT_OFF) + "\n").isEqualTo(Samples.golden("health.json"));
  }

  @Test
  void healthInOneLine() {
    assertThat(HealthText.format(new HealthReport(true, List.of()))).startsWith("live and ready\n");
    assertThat(HealthText.format(new HealthReport(false, List.of())))
        .startsWith("not live: restart the gateway\n");
  }

  @Test
  void nothingIsAnEmptyArray() {
    assertThat(SessionJson.text(List.of(), Samples.NOW, List.of(), Optional.empty()))
        .isEqualTo("[]");
    assertThat(BoardJson.text(List.of(), Optional.empty())).isEqualTo("[]");
  }
}
