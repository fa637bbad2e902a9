package org.spinngate.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.spinngate.client.check.CheckReport;
import org.spinngate.client.check.Finding;
import org.spinngate.client.check.Outcome;
import org.spinngate.client.check.PathMeasures;
import org.spinngate.client.check.Step;
import org.spinngate.client.check.Tool;
import org.spinngate.client.check.Verdict;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.ResendCounts;

class CheckTextTest {
  private static final Finding LOGIN =
      new Finding(
          Step.LOGIN,
          Outcome.BAD,
          "the server \u001b[31m says no",
          "ask\nthe operator",
          ExitCode.LOGIN_REFUSED);
  private static final Finding PORTS =
      new Finding(Step.LOCAL_PORTS, Outcome.GOOD, "free", "", ExitCode.FINE);
  private static final Finding BOARD =
      new Finding(Step.BOARD, Outcome.NOT_CHECKED, "an earlier step failed", "", ExitCode.FINE);
  private static final Verdict YBUG =
      new Verdict(Tool.YBUG, Verdict.Answer.NO, "see login", ExitCode.LOGIN_REFUSED);
  private static final Verdict RIG =
      new Verdict(Tool.RIG, Verdict.Answer.IN_PART, "twice", ExitCode.UNREACHABLE);
  private static final Verdict SPINNMAN =
      new Verdict(Tool.SPINNMAN, Verdict.Answer.YES, "", ExitCode.FINE);

  private static CheckReport report(List<Finding> findings, List<Verdict> verdicts) {
    PathMeasures path =
        new PathMeasures(
            Optional.of(Carrier.UDP),
            Optional.of(Duration.ofMillis(38)),
            Optional.empty(),
            Optional.of(Duration.ofNanos(39_500_000)),
            OptionalInt.of(31_000),
            Optional.of(new ResendCounts(9, 7, 2, 3)),
            OptionalInt.of(1_280),
            OptionalInt.of(1_232));
    return new CheckReport(findings, verdicts, path, Optional.of("SC&MP 4.0.0"));
  }

  @Test
  void theFirstLineIsTheFirstThingThatDoesNotWork() {
    assertThat(CheckText.of(report(List.of(LOGIN, PORTS, BOARD), List.of(YBUG, RIG, SPINNMAN))))
        .containsExactly(
            "will not work: the server ?[31m says no",
            "",
            "bad   login                the server ?[31m says no",
            "                           ask",
            "                           the operator",
            "ok    local ports          free",
            "-     board                not checked: an earlier step failed",
            "",
            "no    ybug                 see login",
            "part  rig                  twice",
            "yes   SpiNNMan");
  }

  @Test
  void aToolThatWouldNotWorkComesNext() {
    CheckReport report = report(List.of(PORTS), List.of(SPINNMAN, RIG, YBUG));

    assertThat(report.summary()).isEqualTo("works in part: rig: twice");
    assertThat(report.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void withoutEitherAllWouldWork() {
    assertThat(report(List.of(PORTS), List.of(SPINNMAN)).summary()).isEqualTo("all would work");
    assertThat(report(List.of(PORTS, BOARD), List.of(SPINNMAN)).summary())
        .isEqualTo("all would work, as far as was checked");
  }

  @Test
  void theFieldsOfTheJsonAreAContract() {
    Config json = ConfigFactory.parseString(CheckJson.of(report(List.of(LOGIN), List.of(YBUG))));

    assertThat(json.getString("summary")).startsWith("will not work: ");
    assertThat(json.getInt("exit-code")).isEqualTo(4);
    assertThat(json.getConfigList("steps").get(0))
        .isEqualTo(
            ConfigFactory.parseString(
                "step = login, outcome = bad, exit-code = 4, advice = \"ask\\nthe operator\","
                    + " text = \"the server \\u001b[31m says no\""));
    assertThat(json.getConfig("path"))
        .isEqualTo(
            ConfigFactory.parseString(
                "carrier = udp, tcp-round-trip-ms = 38.000, udp-round-trip-ms = null,"
                    + " board-round-trip-ms = 39.500, loss-percent = 3.10,"
                    + " resent-to-server = 3, resent-from-server = 7,"
                    + " largest-packet-bytes = 1280, udp-packet-bytes = 1232"));
    assertThat(json.getString("software")).isEqualTo("SC&MP 4.0.0");
    assertThat(json.getConfigList("tools").get(0))
        .isEqualTo(
            ConfigFactory.parseString(
                "tool = ybug, works = no, why = \"see login\", exit-code = 4"));
  }
}
