package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.report.Samples;
import org.spinngate.server.report.TableFormatter;
import org.spinngate.server.testing.LogCapture;

/** What the verbs see and do of users, with and without a session. */
@ExtendWith(LeakExtension.class)
class UserVerbsTest {
  private final FakeGateway gateway = new FakeGateway();

  private String ask(String line) {
    return gateway.ask(line);
  }

  @Test
  void aUserIsKickedWithAllThatIsThere() {
    assertThat(ask("kick --user alice --reason stolen"))
        .isEqualTo(
            "ok\nuser alice: 1 session and 2 connections without one ended;"
                + " for 60 s this user gets no board\n");
    assertThat(gateway.told).containsExactly("kick user alice stolen");
    assertThat(ask("kick --user alice --reason stolen")).startsWith("error 5\nthere is no user");
  }

  @Test
  void aKickOfAUserAsJson() {
    assertThat(ask("kick --json --user alice --reason stolen"))
        .isEqualTo(
            """
            ok
            {"user": "alice", "kicked": true, "sessions": 1, "connections": 2}
            """);
  }

  @Test
  void aKickOfAUserIsInTheAuditAsSuch() {
    try (LogCapture audit = new LogCapture("org.spinngate.audit")) {
      ask("kick --user \"alice b\" --reason stolen");

      assertThat(audit.lines())
          .containsExactly(
              "operator: verb=kick object=user:alice?b reason=\"stolen\" by=1000 result=error-5");
    }
  }

  @Test
  void eitherASessionOrAUserIsKicked() {
    assertThat(ask("kick 7f3a91c2 --user alice --reason x")).startsWith("error 2\n");
    assertThat(ask("kick --reason x")).startsWith("error 2\n");
    assertThat(gateway.told).isEmpty();
  }

  @Test
  void allWhoHaveLoggedInAreASecondTable() {
    assertThat(ask("sessions --all"))
        .isEqualTo(
            "ok\n"
                + TableFormatter.format(List.of(Samples.BUSY), Samples.NOW)
                + """


                USER   STATE     BOARD     PEER               AGE
                alice  waiting   spin5-03  203.0.113.9:51546  00:01:01
                bob    choosing  -         203.0.113.9:51547  00:00:02
                """);
  }

  @Test
  void allWhoHaveLoggedInAsJsonStandAfterTheSessions() {
    assertThat(ask("sessions --json --all"))
        .startsWith("ok\n[{\"session\": \"7f3a91c2\"")
        .contains(
            "\n {\"session\": null, \"user\": \"bob\", \"board\": null, \"state\": \"choosing\","
                + " \"peer\": \"203.0.113.9:51547\"");
  }
}
