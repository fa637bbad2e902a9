package org.spinngate.server.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.admission.FakeFacility;
import org.spinngate.server.order.Barred;
import org.spinngate.server.order.Barred.Kind;
import org.spinngate.server.order.FakeOthers;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;
import org.spinngate.server.testing.LogCapture;

/** Who is refused, and how the operator helps. */
class BanVerbsTest {
  private static final String TOKENS = "wrong tokens";
  private static final Optional<String> HERE = Optional.of("");

  private final FakeGateway gateway = new FakeGateway();
  private final FakeFacility several = new FakeFacility();
  private final FakeOthers others = new FakeOthers();

  private static Barred row(
      Kind kind, String address, String user, String board, String why, int seconds) {
    return new Barred(
        kind,
        new Barred.Who(given(address), given(user)),
        given(board),
        why,
        Optional.of(seconds).filter(left -> left > 0).map(Duration::ofSeconds),
        kind == Kind.KICK ? Optional.empty() : HERE);
  }

  private static Optional<String> given(String word) {
    return Optional.of(word).filter(one -> !one.isEmpty());
  }

  private void joinOthers() {
    gateway.facility = several;
    gateway.others = others;
  }

  private void everyKind() {
    gateway.barred.add(row(Kind.NAME, "192.0.2.9", "alice", "", TOKENS, 240));
    gateway.barred.add(row(Kind.NAME, "192.0.2.9", "", "", TOKENS, 241));
    gateway.barred.add(row(Kind.ADDRESS, "2001:db8:1:2::/64", "", "", TOKENS, 300));
    gateway.barred.add(row(Kind.KICK, "", "bob", "", "sent away: stolen", 42));
    gateway.barred.add(row(Kind.KICK, "", "legacy 10.0.0.7", "spin5-03", "ended: fan", 12));
  }

  @Test
  void whereNobodyIsRefusedOneLineSaysSo() {
    assertThat(gateway.ask("bans"))
        .isEqualTo("ok\nnobody is banned, and nobody is kept away after a kick\n");
    assertThat(gateway.ask("bans --json")).isEqualTo("ok\n[]\n");
  }

  @Test
  void everybodyWhoIsRefusedIsShownAndTokensAreNot() {
    everyKind();

    assertThat(gateway.ask("bans"))
        .isEqualTo(
            """
            ok
            WHO                                    FROM         LEFT      WHY
            legacy 10.0.0.7                        spin5-03     00:00:12  ended: fan
            bob                                    every board  00:00:42  sent away: stolen
            2001:db8:1:2::/64                      login        00:05:00  wrong tokens
            alice at 192.0.2.9                     login        00:04:00  wrong tokens
            a name that is no user's at 192.0.2.9  login        00:04:01  wrong tokens
            """);
  }

  @Test
  void ofSeveralGatewaysEachBanHasItsGatewayAndWhatIsPendingComesFirst() {
    joinOthers();
    everyKind();
    others.awaits(
        new Barred(
            Kind.PENDING,
            new Barred.Who(Optional.empty(), Optional.of("carol")),
            Optional.of("spin5-01"),
            "ended: fan",
            Optional.empty(),
            Optional.of("gw2")));

    assertThat(gateway.ask("bans").lines().limit(5))
        .containsExactly(
            "ok",
            "WHO                                    FROM         LEFT      GATEWAY  WHY",
            "carol                                  spin5-01     -         gw2      still to be"
                + " told to a silent gateway: ended: fan",
            "legacy 10.0.0.7                        spin5-03     00:00:12  -        ended: fan",
            "bob                                    every board  00:00:42  -        sent away:"
                + " stolen");
    assertThat(gateway.ask("bans"))
        .contains("2001:db8:1:2::/64                      login        00:05:00  gw1      wrong");
  }

  @Test
  void whileTheEngineIsAwayItIsSaidThatOthersMayHaveMore() {
    joinOthers();
    several.losesEngine();

    assertThat(gateway.ask("bans"))
        .startsWith("ok\nthe engine is out of reach: of other gateways this is as it was before\n");
  }

  @Test
  void programsReadThemToo() {
    gateway.barred.add(row(Kind.ADDRESS, "192.0.2.1", "", "", TOKENS, 300));

    assertThat(gateway.ask("bans --json"))
        .isEqualTo(
            "ok\n[{\"kind\": \"address\", \"address\": \"192.0.2.1\", \"user\": null,"
                + " \"board\": null, \"why\": \"wrong tokens\", \"until\":"
                + " \"2026-01-02T16:05:00Z\", \"secondsLeft\": 300, \"gateway\": null}]\n");
  }

  @Test
  void ofManyAThousandAreShownAndTheOthersCounted() {
    for (int host = 0; host < 1200; host++) {
      gateway.barred.add(
          row(Kind.ADDRESS, "10.0.%d.%d".formatted(host / 256, host % 256), "", "", TOKENS, 300));
    }

    assertThat(gateway.ask("bans").lines())
        .hasSize(1003)
        .last()
        .isEqualTo("and 200 more; unban takes any address or user");
    assertThat(gateway.ask("bans --json").lines())
        .hasSize(1002)
        .last()
        .isEqualTo(" {\"more\": 200}]");
  }

  @Test
  void aBanIsLiftedHereAndAtTheOthers() {
    joinOthers();
    everyKind();
    others.says(new FarAnswer("gw2", Said.UNKNOWN, Gone.NOTHING));

    assertThat(gateway.ask("unban 2001:DB8:1:2::77 --reason phoned"))
        .isEqualTo("ok\n2001:DB8:1:2::77: lifted 2001:db8:1:2::/64 (wrong tokens)\n");
    assertThat(gateway.told).containsExactly("lift 6-20010db800010002");
    assertThat(others.told).containsExactly("lift 6-20010db800010002");
  }

  @Test
  void allKindsOfOneUserAreLiftedTogether() {
    everyKind();
    gateway.barred.add(row(Kind.KICK, "", "alice", "", "sent away", 5));

    assertThat(gateway.ask("unban alice --reason phoned"))
        .isEqualTo("ok\nalice: lifted alice (sent away), alice at 192.0.2.9 (wrong tokens)\n");
  }

  @Test
  void oldClientsAtAnAddressAreLetInWithIt() {
    everyKind();

    assertThat(gateway.ask("unban ::ffff:10.0.0.7 --reason phoned"))
        .isEqualTo("ok\n::ffff:10.0.0.7: lifted legacy 10.0.0.7 (ended: fan)\n");
  }

  @Test
  void whatOnlyAnotherGatewayKnewIsLiftedThere() {
    joinOthers();
    others.says(new FarAnswer("gw2", Said.DONE, Gone.NOTHING));

    assertThat(gateway.ask("unban 192.0.2.1 --reason phoned"))
        .isEqualTo("ok\n192.0.2.1: lifted at gw2\n");
  }

  @Test
  void whereThereIsNothingToLiftOneLineSaysWhatToDoNext() {
    assertThat(gateway.ask("unban alice --reason phoned"))
        .isEqualTo(
            "error 5\nnothing bars 'alice'; the command bans lists who is refused, and the audit"
                + " log says from which address a user came\n");
  }

  @Test
  void aSilentGatewayIsNamedAndNothingIsSaidToBeDoneThere() {
    joinOthers();
    everyKind();
    others.says(new FarAnswer("gw2", Said.SILENT, Gone.NOTHING));

    assertThat(gateway.ask("unban bob --reason phoned"))
        .isEqualTo(
            "ok 7\nbob: lifted bob (sent away: stolen); these gateways have not answered yet: gw2"
                + " (they follow when they do, unless their build is of before)\n");
    assertThat(gateway.ask("unban dave --reason phoned"))
        .startsWith("ok 7\ndave: no ban is known here; these gateways have not answered yet: gw2");
  }

  @Test
  void othersWhoCannotBeToldAreNoReasonNotToLiftItHere() {
    joinOthers();
    everyKind();
    others.away();

    assertThat(gateway.ask("unban bob --reason phoned"))
        .isEqualTo(
            "ok 7\nbob: lifted bob (sent away: stolen) here; the other gateways may not know it (the"
                + " engine is not reached): give this command again once they can be told\n");
    assertThat(gateway.ask("unban dave --reason phoned"))
        .startsWith("ok 7\ndave: no ban is known here; the other gateways may not know it");
  }

  @Test
  void programsReadWhatWasLifted() {
    joinOthers();
    everyKind();
    others.says(new FarAnswer("gw2", Said.SILENT, Gone.NOTHING));

    assertThat(gateway.ask("unban bob --reason phoned --json"))
        .isEqualTo(
            "ok 7\n{\"unbanned\": \"bob\", \"lifted\": [{\"kind\": \"kick\", \"address\": null,"
                + " \"user\": \"bob\", \"board\": null, \"why\": \"sent away: stolen\", \"until\":"
                + " \"2026-01-02T16:00:42Z\", \"secondsLeft\": 42, \"gateway\": null}],"
                + " \"unshown\": 0, \"elsewhere\": [], \"untold\": null, \"silent\":"
                + " [\"gw2\"]}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unban",
        "unban alice bob --reason x",
        "unban 10.0.0.0/8 --reason x",
        "unban 192.0.2.256 --reason x",
        "bans alice"
      })
  void whatMakesNoSenseIsRefusedAndLiftsNothing(String line) {
    everyKind();

    assertThat(gateway.ask(line)).startsWith("error 2\n");
    assertThat(gateway.told).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "unban 192.0.2.9 --reason \"she phoned\"| operator: verb=unban object=192.0.2.9"
            + " reason=\"she phoned\" by=1000 result=ok",
        "unban nobody --reason x"
            + "| operator: verb=unban object=nobody reason=\"x\" by=1000 result=error-5"
      })
  void aLiftedBanIsOneLineInTheAuditLog(String line, String audit) {
    everyKind();
    try (LogCapture log = new LogCapture("org.spinngate.audit")) {
      gateway.ask(line);

      assertThat(log.lines()).containsExactly(audit);
    }
  }
}
