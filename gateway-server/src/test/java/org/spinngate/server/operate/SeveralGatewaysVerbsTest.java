package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.server.admission.FakeFacility;
import org.spinngate.server.order.FakeOthers;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;

class SeveralGatewaysVerbsTest {
  private final FakeGateway gateway = new FakeGateway();
  private final FakeFacility several = new FakeFacility();
  private final FakeOthers others = new FakeOthers();

  private void joinOthers() {
    gateway.facility = several;
    gateway.others = others;
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
            GATEWAY\
            """);
  }

  @Test
  void aGatewayWithAnotherConfigurationIsNamedFirst() {
    joinOthers();
    several.differs("limits", "users");

    assertThat(gateway.ask("gateways"))
        .startsWith("ok\ngw2 has another configuration than this gateway: limits, users\nGATEWAY ");
    assertThat(gateway.ask("gateways --json")).contains("\"differs\": [\"limits\", \"users\"]");
  }

  @Test
  void programsReadTheGatewaysToo() {
    joinOthers();

    assertThat(gateway.ask("gateways --json").lines())
        .containsExactly(
            "ok",
            "[{\"gateway\": \"gw1\", \"own\": true, \"state\": \"up\", \"alive\": true,"
                + " \"silentSeconds\": null, \"address\": \"gw1.example.org:17894\","
                + " \"build\": \"1.2\", \"boards\": 0, \"sessions\": 0, \"id\": \"gw1-3f9a02c1\","
                + " \"differs\": [], \"sure\": true, \"engineReached\": true},",
            " {\"gateway\": \"gw2\", \"own\": false, \"state\": \"up\", \"alive\": false,"
                + " \"silentSeconds\": 12, \"address\": \"gw2.example.org:17894\", \"build\":"
                + " \"1.2\", \"boards\": 1, \"sessions\": 1, \"id\": \"gw2-3f9a02c1\","
                + " \"differs\": []}]");
  }

  @Test
  void sessionsOfOtherGatewaysAreShownAfterItsOwn() {
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

  private static FarAnswer answer(String gateway, Said said, int sessions) {
    return new FarAnswer(gateway, said, new Gone(sessions, 0));
  }

  @Test
  void aSessionIsKickedWhereverItIs() {
    joinOthers();
    others.says(answer("gw2", Said.DONE, 1));

    assertThat(gateway.ask("kick 64a41828 --reason x"))
        .isEqualTo(
            "ok\nsession 64a41828 is ended at the gateway gw2; for 60 s its user does not get that"
                + " board again\n");
    assertThat(gateway.ask("kick 64a41828 --reason x --json"))
        .isEqualTo("ok\n{\"session\": \"64a41828\", \"kicked\": true, \"gateway\": \"gw2\"}\n");
  }

  @Test
  void aKickOfWhatAGatewayHasThatDoesNotAnswerIsNotSaidToBeDone() {
    joinOthers();
    others.says(answer("gw2", Said.SILENT, 0));

    assertThat(gateway.ask("kick 64a41828 --reason x"))
        .isEqualTo(
            "ok 7\nsession 64a41828 at the gateway gw2: it has not answered yet; the session ends"
                + " when it does, or when another gateway has the board; for 60 s its user gets"
                + " that board nowhere\n");
    assertThat(gateway.ask("kick 64a41828 --reason x --json"))
        .startsWith("ok 7\n{\"session\": \"64a41828\", \"kicked\": false");
  }

  @Test
  void aSessionThatEndedMeanwhileAndOneThatNobodyHasCannotBeKicked() {
    joinOthers();
    assertThat(gateway.ask("kick 00000001 --reason x"))
        .startsWith("error 5\nthere is no session 00000001;");

    others.says(answer("gw2", Said.UNKNOWN, 0));
    assertThat(gateway.ask("kick 64a41828 --reason x"))
        .startsWith("error 5\nthere is no session 64a41828 at the gateway gw2;");
  }

  @Test
  void theOthersHearOfAKickHere() {
    joinOthers();

    assertThat(gateway.ask("kick 7f3a91c2 --reason x")).startsWith("ok\n").doesNotContain("yet");
    assertThat(others.told).containsExactly("bar alice");
  }

  @Test
  void whatTheOthersCannotBeToldIsSaid() {
    joinOthers();
    others.away();

    assertThat(gateway.ask("kick 7f3a91c2 --reason x"))
        .isEqualTo(
            "ok\nsession 7f3a91c2 is ended; for 60 s its user does not get that board again, here:"
                + " the other gateways do not know it yet (the engine is not reached)\n");
    assertThat(gateway.ask("kick 64a41828 --reason x"))
        .isEqualTo(
            "error 7\nthe other gateways cannot be told at present (the engine is not reached);"
                + " look whether it has taken effect, or try again later\n");
    assertThat(gateway.ask("disable spin5-03 --reason fan")).startsWith("error 7\n");
    assertThat(gateway.board.disabled()).isEmpty();
  }

  @Test
  void aUserIsKickedEverywhereAndTheSumIsTold() {
    joinOthers();
    others.says(answer("gw2", Said.DONE, 2));
    others.says(answer("gw3", Said.UNKNOWN, 0));

    assertThat(gateway.ask("kick --user alice --reason x"))
        .isEqualTo(
            "ok\nuser alice: 3 sessions and 2 connections without one ended; for 60 s this user"
                + " gets no board\n");
  }

  @Test
  void aGatewayThatHasNotAnsweredToTheKickOfAUserIsNamed() {
    joinOthers();
    others.says(answer("gw3", Said.SILENT, 0));

    assertThat(gateway.ask("kick --user alice --reason x"))
        .startsWith("ok 7\n")
        .endsWith("; these gateways have not answered yet: gw3\n");
    assertThat(gateway.ask("kick --user alice --reason x --json"))
        .contains("\"silent\": [\"gw3\"]");
  }

  @Test
  void aUserWhomNoGatewayKnowsCannotBeKicked() {
    joinOthers();
    others.says(answer("gw2", Said.UNKNOWN, 0));

    assertThat(gateway.ask("kick --user mallory --reason x")).startsWith("error 5\n");
  }

  @Test
  void aBoardIsTakenOutOfServiceByTellingAll() {
    joinOthers();

    assertThat(gateway.ask("disable spin5-03 --reason fan"))
        .isEqualTo(
            "ok\nboard spin5-03 is disabled; bob, at the gateway gw2, still has it; kick ends the"
                + " session\n");
    assertThat(gateway.ask("enable spin5-03")).startsWith("ok\n");
    assertThat(others.told).containsExactly("spin5-03 out: fan", "spin5-03 back");
  }
}
