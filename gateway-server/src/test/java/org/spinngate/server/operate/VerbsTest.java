package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.health.HealthCheck;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.report.Samples;
import org.spinngate.server.report.SessionJson;
import org.spinngate.server.report.TableFormatter;
import org.spinngate.server.testing.LogCapture;

@ExtendWith(LeakExtension.class)
class VerbsTest {
  private final FakeGateway gateway = new FakeGateway();

  private String ask(String line) {
    return gateway.ask(line);
  }

  @Test
  void sessionsAreATable() {
    assertThat(ask("sessions"))
        .isEqualTo("ok\n" + TableFormatter.format(List.of(Samples.BUSY), Samples.NOW) + "\n");
  }

  @Test
  void sessionsAreJsonOnRequest() {
    assertThat(ask("sessions --json"))
        .isEqualTo(
            "ok\n"
                + SessionJson.text(List.of(Samples.BUSY), Samples.NOW, List.of(), Optional.empty())
                + "\n");
  }

  @Test
  void boardsAreATableOrJson() {
    assertThat(ask("boards")).startsWith("ok\nBOARD ").contains("spin5-03  exclusive  unknown");
    assertThat(ask("boards --json"))
        .startsWith("ok\n[{\"board\": \"spin5-03\", ")
        .contains("\"state\": \"unknown\"")
        .endsWith("}]\n");
  }

  @Test
  void aKickedSessionIsGoneAndItsReasonPassedOn() {
    String answer = ask("kick 7f3a91c2 --reason \"the rack is \\\"moved\\\" at noon\"");

    assertThat(answer)
        .isEqualTo(
            "ok\nsession 7f3a91c2 is ended; for 60 s its user does not get that board again\n");
    assertThat(gateway.told).containsExactly("kick 7f3a91c2 the rack is \"moved\" at noon");
  }

  @Test
  void aKickAsJson() {
    assertThat(ask("kick --json --reason moved 7F3A91C2"))
        .isEqualTo("ok\n{\"session\": \"7f3a91c2\", \"kicked\": true}\n");
  }

  @Test
  void aSessionThatIsNotThereCannotBeKicked() {
    assertThat(ask("kick ffffffff --reason moved"))
        .startsWith("error 5\nthere is no session ffffffff");
  }

  @Test
  void aBoardIsDisabledAndEnabled() {
    String disabled = ask("disable spin5-03 --reason \"new fan\"");

    assertThat(disabled).isEqualTo("ok\nboard spin5-03 is disabled; nobody has it\n");
    assertThat(gateway.board.disabled()).contains("new fan");

    assertThat(ask("enable spin5-03")).isEqualTo("ok\nboard spin5-03 is enabled\n");
    assertThat(gateway.board.disabled()).isEmpty();
    assertThat(gateway.serviceChanges()).isEqualTo(2);
    assertThat(ask("enable spin5-03 --reason \"as it was\""))
        .isEqualTo("ok\nboard spin5-03 was not disabled\n");
  }

  @Test
  void disablingAndEnablingAsJson() {
    assertThat(ask("disable --json spin5-03 --reason fan"))
        .isEqualTo("ok\n{\"board\": \"spin5-03\", \"disabled\": \"fan\"}\n");
    assertThat(ask("enable spin5-03 --json"))
        .isEqualTo("ok\n{\"board\": \"spin5-03\", \"disabled\": null}\n");
  }

  @Test
  void aBoardThatIsNotThereIsExitCodeFive() {
    assertThat(ask("disable spin5-04 --reason fan"))
        .isEqualTo("error 5\nthere is no board 'spin5-04'; the command boards lists all\n");
    assertThat(ask("enable spin5-04")).startsWith("error 5\n");
  }

  @Test
  void aReloadSaysWhatItChanges() {
    assertThat(ask("reload")).isEqualTo("ok\n+1 board\n+ board a\n");
    assertThat(ask("reload --json"))
        .isEqualTo(
            "ok\n{\"applied\": true, \"summary\": \"+1 board\", \"lines\": [\"+ board a\"]}\n");
    assertThat(gateway.told).containsExactly("reload", "reload");
  }

  @Test
  void aReloadOfABadFileSaysWhyAndChangesNothing() {
    gateway.outcome =
        new Operations.Reloaded(false, "1 problem", List.of("a.conf:3: gateway.x: is unknown"));

    assertThat(ask("reload")).isEqualTo("error 3\na.conf:3: gateway.x: is unknown\n1 problem\n");
    assertThat(ask("reload --json"))
        .startsWith("ok 3\n{\"applied\": false, \"summary\": \"1 problem\", \"lines\": [\"a.conf");
  }

  @Test
  void aDrainTellsHowItGoes() {
    assertThat(ask("drain --deadline 2h"))
        .isEqualTo(
            """
            ok
            draining: no new sessions; those that are left end after 2h
            1 session left
            drained; the server ends now
            """);
    assertThat(ask("drain --json"))
        .isEqualTo(
            """
            ok
            {"progress": "draining: no new sessions; those that are left end after 30m"}
            {"progress": "1 session left"}
            {"drained": true}
            """);
    assertThat(gateway.told).containsExactly("drain PT2H", "drain PT30M");
  }

  @Test
  void healthIsInTheExitCodeToo() {
    assertThat(ask("health")).startsWith("ok\nlive and ready\n");

    gateway.health = new HealthReport(true, List.of(new HealthCheck("tunnels", false, "no TLS")));

    assertThat(ask("health")).startsWith("ok 1\nlive, but NOT ready\n");
    assertThat(ask("health --json"))
        .isEqualTo(
            "ok 1\n{\"live\": true, \"ready\": false, \"checks\": ["
                + "{\"name\": \"tunnels\", \"ok\": false, \"detail\": \"no TLS\"}]}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "frobnicate",
        "Sessions",
        "sessions now",
        "sessions --every",
        "boards spin5-03",
        "health x",
        "reload x",
        "drain x",
        "kick",
        "kick --reason moved",
        "kick 7f3a91c2 00000a01 --reason moved",
        "kick 7f3a91c --reason moved",
        "kick 7f3a91cg --reason moved",
        "kick 7f3a91c2 --reason",
        "kick 7f3a91c2 --reason \"\"",
        "kick 7f3a91c2 --reason \" \"",
        "kick 7f3a91c2 --reason \"two\\nlines\"",
        "kick 7f3a91c2 --reason a --reason b",
        "disable --reason fan",
        "enable",
        "enable spin5-03 --reason \"\"",
        "drain --deadline",
        "drain --deadline soon",
        "drain --deadline 5",
        "drain --deadline -5m",
        "drain --deadline 999999h"
      })
  void whatMakesNoSenseIsAUsageErrorAndChangesNothing(String line) {
    assertThat(ask(line)).startsWith("error 2\n").hasLineCount(2);
    assertThat(gateway.told).isEmpty();
    assertThat(gateway.board.disabled()).isEmpty();
  }

  @Test
  void aReasonMayBeMissing() {
    assertThat(ask("kick 7f3a91c2")).startsWith("ok\n");
    assertThat(gateway.told).containsExactly("kick 7f3a91c2 no reason was given");
    assertThat(ask("disable spin5-03")).startsWith("ok\n");
  }

  @Test
  void aReasonThatNobodyReadsToTheEndIsRefused() {
    assertThat(ask("kick 7f3a91c2 --reason " + "x".repeat(200))).startsWith("ok\n");
    assertThat(ask("kick 7f3a91c2 --reason " + "x".repeat(201))).startsWith("error 2\n");
  }

  @Test
  void aFaultOfOursIsExitCodeOneAndInTheLog() {
    gateway.draining =
        progress -> {
          throw new IllegalStateException("unexpected");
        };
    try (LogCapture log = new LogCapture(Verbs.class.getName())) {
      assertThat(ask("drain")).endsWith("internal error; the log has the details\n");
      assertThat(log.lines()).containsExactly("fault in a verb");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kick 7f3a91c2 --reason \"new fan\""
            + "| operator: verb=kick object=7f3a91c2 reason=\"new fan\" by=1000 result=ok",
        "kick 00000001 --reason moved"
            + "| operator: verb=kick object=00000001 reason=\"moved\" by=1000 result=error-5",
        "disable spin5-03 --reason \"a \\\"b\\\" result=ok\"| operator: verb=disable"
            + " object=spin5-03 reason=\"a 'b' result=ok\" by=1000 result=ok",
        "enable spin5-03| operator: verb=enable object=spin5-03 reason=\"-\" by=1000 result=ok",
        "enable \"x result=ok\""
            + "| operator: verb=enable object=x?result?ok reason=\"-\" by=1000 result=error-5",
        "reload| operator: verb=reload object=- reason=\"-\" by=1000 result=ok",
        "drain| operator: verb=drain object=- reason=\"-\" by=1000 result=ok"
      })
  void everyChangeIsOneLineInTheAuditLog(String line, String audit) {
    try (LogCapture log = new LogCapture("org.spinngate.audit")) {
      ask(line);

      assertThat(log.lines()).containsExactly(audit);
    }
  }

  @Test
  void aDrainIsInTheAuditLogBeforeItIsOver() {
    try (LogCapture log = new LogCapture("org.spinngate.audit")) {
      gateway.draining = progress -> assertThat(log.lines("verb=drain")).hasSize(1);

      assertThat(ask("drain")).endsWith("the server ends now\n");
    }
  }

  @Test
  void whoOnlyLooksIsNotNoted() {
    try (LogCapture log = new LogCapture("org.spinngate.audit")) {
      List.of("sessions", "boards", "health", "x").forEach(this::ask);

      assertThat(log.lines()).isEmpty();
    }
  }
}
