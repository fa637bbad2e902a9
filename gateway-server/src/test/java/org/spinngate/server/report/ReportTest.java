package org.spinngate.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.server.report.HealthReport.Check;

/** The forms that programs rely on: a change of a golden file is a change of the contract. */
class ReportTest {
  private static final HealthReport CUT_OFF =
      new HealthReport(
          true,
          false,
          List.of(
              new Check("tunnels", true, "1 listener, 3 connections"),
              new Check("boards", false, "none of 12 boards answers")));

  @Test
  void sessionsAsJson() throws IOException {
    String json = SessionJson.text(List.of(Samples.BUSY, Samples.AWAY), Samples.NOW);

    assertThat(json + "\n").isEqualTo(Samples.golden("sessions.json"));
  }

  @Test
  void boardsAsJson() throws IOException {
    String json = BoardJson.text(List.of(Samples.HELD, Samples.FREE, Samples.OFF));

    assertThat(json + "\n").isEqualTo(Samples.golden("boards.json"));
  }

  @Test
  void boardsAsTable() throws IOException {
    String table = BoardTable.format(List.of(Samples.HELD, Samples.FREE), Samples.NOW);

    assertThat(table + "\n").isEqualTo(Samples.golden("boards.txt"));
  }

  @Test
  void aDisabledBoardShowsTheReasonInAColumnOfItsOwn() throws IOException {
    String table = BoardTable.format(List.of(Samples.HELD, Samples.OFF), Samples.NOW);

    assertThat(table + "\n").isEqualTo(Samples.golden("boards-disabled.txt"));
  }

  @Test
  void healthForPeopleAndForPrograms() throws IOException {
    assertThat(HealthText.format(CUT_OFF) + "\n").isEqualTo(Samples.golden("health.txt"));
    assertThat(HealthText.json(CUT_OFF) + "\n").isEqualTo(Samples.golden("health.json"));
  }

  @Test
  void healthInOneLine() {
    assertThat(HealthText.format(new HealthReport(true, true, List.of())))
        .startsWith("live and ready\n");
    assertThat(HealthText.format(new HealthReport(false, false, List.of())))
        .startsWith("not live: restart the gateway\n");
  }

  @Test
  void nothingIsAnEmptyArray() {
    assertThat(SessionJson.text(List.of(), Samples.NOW)).isEqualTo("[]");
    assertThat(BoardJson.text(List.of())).isEqualTo("[]");
  }
}
