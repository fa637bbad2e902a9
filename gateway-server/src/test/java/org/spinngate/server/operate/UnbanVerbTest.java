package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.FakeFacility;
import org.spinngate.server.order.Barred;
import org.spinngate.server.order.Barred.Kind;
import org.spinngate.server.order.FakeOthers;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;

/** What the operator, and programs, read of bans that are lifted. */
class UnbanVerbTest {
  private final FakeGateway gateway = new FakeGateway();
  private final FakeOthers others = new FakeOthers();

  private static Barred row(
      Kind kind, Optional<String> address, Optional<String> user, String why) {
    return new Barred(
        kind,
        new Barred.Who(address, user),
        Optional.empty(),
        why,
        Optional.of(Duration.ofSeconds(5)),
        Optional.empty());
  }

  @Test
  void aBanOfANameThatIsNoUsersIsLiftedAndItIsSaidSo() {
    gateway.hasBans(2);

    assertThat(gateway.ask("unban alise"))
        .isEqualTo("ok\nalise: lifted 2 bans of a name that is no user's\n");
    assertThat(gateway.ask("unban alise --json")).contains("\"lifted\": [], \"unshown\": 2,");
  }

  @Test
  void whatOthersHaveWrittenCannotSteerATerminal() {
    gateway.barred.add(
        row(Kind.KICK, Optional.empty(), Optional.of("bob"), "sent\u001b[2J\naway\u009b\u202e"));

    assertThat(gateway.ask("bans")).endsWith("  sent?[2J?away??\n");
    assertThat(gateway.ask("unban bob")).isEqualTo("ok\nbob: lifted bob (sent?[2J?away??)\n");
  }

  @Test
  void programsReadWhereItWasLiftedAndWhyTheOthersWereNotTold() {
    gateway.facility = new FakeFacility();
    gateway.others = others;
    others.says(new FarAnswer("gw2", Said.DONE, Gone.NOTHING));
    assertThat(gateway.ask("unban 192.0.2.1 --json"))
        .isEqualTo(
            "ok\n{\"unbanned\": \"192.0.2.1\", \"lifted\": [], \"unshown\": 0,"
                + " \"elsewhere\": [\"gw2\"], \"untold\": null}\n");

    others.away();
    assertThat(gateway.ask("unban 192.0.2.1 --json"))
        .startsWith("ok 7\n")
        .endsWith("\"elsewhere\": [], \"untold\": \"the engine is not reached\"}\n");
  }

  @Test
  void ofManyThatAreLiftedAThousandAreReadAndTheOthersCounted() {
    for (int name = 0; name < 1200; name++) {
      gateway.barred.add(
          row(Kind.NAME, Optional.of("192.0.2.1"), Optional.empty(), "wrong tokens"));
    }

    assertThat(gateway.ask("unban 192.0.2.1 --json"))
        .contains("\"gateway\": null}, {\"more\": 200}], \"unshown\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024.1", "10.0.0.7"})
  void aUserWhoseNameLooksLikeAnAddressIsNamedByAnOption(String user) {
    gateway.barred.add(row(Kind.KICK, Optional.empty(), Optional.of(user), "sent away"));

    assertThat(gateway.ask("unban --user " + user + " --reason phoned"))
        .isEqualTo("ok\n" + user + ": lifted " + user + " (sent away)\n");
    assertThat(gateway.told).containsExactly("lift " + BanTarget.ofUser(user).text());
  }

  @Test
  void whatLooksLikeAnAddressAndIsNoneIsToldTheOption() {
    assertThat(gateway.ask("unban 2024.1"))
        .startsWith("error 2\n")
        .endsWith("; for a user of this name say --user 2024.1\n");
    assertThat(gateway.ask("unban alice --user bob")).startsWith("error 2\n");
    assertThat(gateway.ask("unban --user \"\"")).startsWith("error 2\n");
    assertThat(gateway.told).isEmpty();
  }

  @Test
  void aSessionThatIsStillToBeEndedOfSomebodyWhoWasLetInIsNothingToLift() {
    gateway.barred.add(row(Kind.ENDING, Optional.empty(), Optional.of("carol"), "ended: fan"));

    assertThat(gateway.ask("unban carol")).startsWith("error 5\nnothing bars 'carol'");
    assertThat(gateway.ask("bans"))
        .endsWith("  let in again; still to be ended by a silent gateway: ended: fan\n");
  }
}
