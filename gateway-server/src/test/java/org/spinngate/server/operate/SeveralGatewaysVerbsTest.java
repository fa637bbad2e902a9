package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.server.admission.FakeFacility;

class SeveralGatewaysVerbsTest {
  private final FakeGateway gateway = new FakeGateway();
  private final FakeFacility several = new FakeFacility();

  private void joinOthers() {
    gateway.facility = several;
  }

  @Test
  void aGatewayThatStandsAloneSaysSo() {
    assertThat(gateway.ask("gateways"))
        .isEqualTo("ok\nthis gateway stands alone: its configuration has no gateway.cluster\n");
    assertThat(gateway.ask("gateways --json")).isEqualTo("ok\n[]\n");
  }

  @Test
  void allGatewaysAreShownAndThisOneIsMarked() {
    joinOthers();

    assertThat(gateway.ask("gateways"))
        .isEqualTo(
            """
            ok
            GATEWAY  STATE  HEARD     ADDRESS                BUILD  BOARDS  SESSIONS
            gw1      up     this one  gw1.example.org:17894  1.2         0         0
            gw2      up     12s ago   gw2.example.org:17894  1.2         1         1
            """);
  }

  @Test
  void aGatewayThatIsNotSureOfItsBoardsSaysSoFirst() {
    joinOthers();
    several.pauses();
    several.losesEngine();

    assertThat(gateway.ask("gateways"))
        .startsWith(
            """
            ok
            this gateway is not sure of its boards: they pause
            the engine is out of reach: this is as it was before
            GATEWAY""");
  }

  @Test
  void programsReadTheGatewaysToo() {
    joinOthers();

    assertThat(gateway.ask("gateways --json").lines())
        .containsExactly(
            "ok",
            "[{\"gateway\": \"gw1\", \"own\": true, \"state\": \"up\", \"alive\": true,"
                + " \"silentSeconds\": null, \"address\": \"gw1.example.org:17894\","
                + " \"build\": \"1.2\", \"boards\": 0, \"sessions\": 0, \"id\": \"gw1-3f9a02c1\"},",
            " {\"gateway\": \"gw2\", \"own\": false, \"state\": \"up\", \"alive\": false,"
                + " \"silentSeconds\": 12, \"address\": \"gw2.example.org:17894\","
                + " \"build\": \"1.2\", \"boards\": 1, \"sessions\": 1, \"id\": \"gw2-3f9a02c1\"}]");
  }

  @Test
  void sessionsOfOtherGatewaysAreShownBehindItsOwn() {
    joinOthers();

    List<String> lines = gateway.ask("sessions").lines().toList();

    assertThat(lines.get(1)).startsWith("SESSION ").endsWith("  GATEWAY");
    assertThat(lines.get(2)).startsWith("7f3a91c2  alice").endsWith("  gw1");
    assertThat(lines.get(3)).startsWith("64a41828  bob").contains("  00:01:01  ").endsWith("  gw2");
    assertThat(gateway.ask("sessions --json"))
        .contains("\"resumeSeconds\": null, \"gateway\": \"gw1\"}")
        .endsWith(
            "{\"session\": \"64a41828\", \"user\": \"bob\", \"board\": \"spin5-03\","
                + " \"since\": \"2026-01-02T15:58:59Z\", \"ageSeconds\": 61,"
                + " \"gateway\": \"gw2\"}]\n");
  }

  @Test
  void aBoardThatAnotherGatewayServesIsShownWithWhoHasItThere() {
    joinOthers();

    List<String> lines = gateway.ask("boards").lines().toList();

    assertThat(lines.get(1)).endsWith("  COMMENT  GATEWAY");
    assertThat(lines.get(2))
        .matches("spin5-03 +exclusive +in use +- +bob +00:01:01 +- +1 +- +.*rack 1 +gw2");
    assertThat(gateway.ask("boards --json"))
        .contains(
            "\"state\": \"in-use\", \"words\": \"in use\"",
            "\"holder\": {\"user\": \"bob\", \"since\": \"2026-01-02T15:58:59Z\","
                + " \"idleSeconds\": null}, \"sessions\": 1, \"waiting\": null",
            "\"gateway\": \"gw2\"}");
  }

  @Test
  void aGatewayThatStandsAloneSpeaksOfNoGateways() {
    assertThat(gateway.ask("sessions") + gateway.ask("boards")).doesNotContain("GATEWAY");
    assertThat(gateway.ask("sessions --json") + gateway.ask("boards --json"))
        .doesNotContain("gateway");
  }

  @Test
  void whoKicksASessionOfAnotherGatewayLearnsWhereItIs() {
    joinOthers();

    assertThat(gateway.ask("kick 64a41828 --reason x"))
        .isEqualTo(
            "error 5\nsession 64a41828 of bob on spin5-03 is at the gateway gw2; kick it there\n");
    assertThat(gateway.ask("kick 00000001 --reason x")).contains("there is no session 00000001");
  }
}
