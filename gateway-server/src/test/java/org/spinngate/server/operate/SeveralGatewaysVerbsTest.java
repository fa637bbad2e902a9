package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;

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
  void whoKicksASessionOfAnotherGatewayLearnsWhereItIs() {
    joinOthers();

    assertThat(gateway.ask("kick 64a41828 --reason x"))
        .isEqualTo(
            "error 5\nsession 64a41828 of bob on spin5-03 is at the gateway gw2; kick it there\n");
    assertThat(gateway.ask("kick 00000001 --reason x")).contains("there is no session 00000001");
  }
}
