package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;

/** A client's and a server's end of a path, and what becomes of the line between them. */
@ExtendWith(LeakExtension.class)
class PathsTest {
  private PathBench bench = PathBench.usual();

  @AfterEach
  void close() {
    bench.close();
  }

  private void prove() {
    bench.close();
    bench = PathBench.proven();
    assertThat(bench.clientEnd().choices()).containsExactly(true);
  }

  private long untilChosen(boolean wanted) {
    long from = bench.time().millis();
    while (bench.client().isChosen() != wanted) {
      bench.talk(10);
    }
    return bench.time().millis() - from;
  }

  @Test
  void aPathIsChosenWhenTwoQuestionsWereAnswered() {
    bench.client().start();

    bench.pass(150 + 39);
    assertThat(bench.clientEnd().choices()).isEmpty();
    assertThat(bench.server().isChosen()).isFalse();
    bench.pass(61);

    assertThat(bench.clientEnd().choices()).containsExactly(true);
    assertThat(bench.client().isChosen()).isTrue();
    assertThat(bench.server().isChosen()).isTrue();
    assertThat(bench.client().wasHeard()).isTrue();
  }

  @Test
  void datagramsTravelBothWaysInTheirOrder() {
    prove();

    for (int i = 0; i < 3; i++) {
      bench.request("request " + i);
      bench.reply("reply " + i);
    }
    bench.pass(21);

    assertThat(bench.serverEnd().datagrams())
        .containsExactly("1 request 0", "1 request 1", "1 request 2");
    assertThat(bench.clientEnd().datagrams())
        .containsExactly("1 reply 0", "1 reply 1", "1 reply 2");
  }

  @Test
  void aPathThatDoesNotExistIsNeverChosenAndTriedForEver() {
    bench.toServer().block(true);
    bench.client().start();

    bench.pass(600_000);
    int asked = bench.clientEnd().everLeft().size();
    assertThat(asked).isBetween(190, 230);
    assertThat(bench.clientEnd().choices()).isEmpty();
    assertThat(bench.clientEnd().otherPorts()).isGreaterThan(10);
    assertThat(bench.client().wasHeard()).isFalse();

    bench.toServer().block(false);
    bench.pass(3_500);
    assertThat(bench.clientEnd().choices()).containsExactly(true);
  }

  @Test
  void aPathThatDiesTowardsTheServerIsLeftWithinTwoSeconds() {
    prove();
    bench.talk(5_000);
    bench.toServer().block(true);

    assertThat(untilChosen(false)).isLessThan(1_000);
    assertThat(bench.server().isChosen()).isFalse();
  }

  @Test
  void aPathThatDiesTowardsTheClientIsLeftWithinTwoSeconds() {
    prove();
    bench.talk(5_000);
    bench.toClient().block(true);

    assertThat(untilChosen(false)).isLessThan(1_000);
    assertThat(bench.server().isChosen()).isFalse();
  }

  @Test
  void aPathThatLivesAgainIsTakenAgainWithinFifteenSeconds() {
    prove();
    for (int i = 0; i < 6; i++) {
      bench.toClient().block(true);
      untilChosen(false);
      bench.talk(4_000);
      bench.toClient().block(false);

      assertThat(untilChosen(true)).isLessThan(15_000);
    }
  }

  @Test
  void aPathThatDiesWhileNobodyTalksIsLeftTooSoonerOrLater() {
    prove();
    bench.pass(20_000);
    bench.toClient().block(true);

    bench.pass(11_000);

    assertThat(bench.client().isChosen()).isFalse();
  }

  @Test
  void aPathThatDiedWhileNobodyTalkedIsLeftWithinTwoSecondsOfTheFirstRequest() {
    prove();
    bench.pass(15_000);
    bench.toServer().block(true);
    bench.request("request");

    assertThat(untilChosen(false)).isLessThan(1_000);
  }

  @Test
  void anIdlePathIsAskedEveryFourSeconds() {
    prove();
    bench.pass(20_000);
    int before = bench.clientEnd().everLeft().size();

    bench.pass(100_000);

    assertThat(bench.clientEnd().everLeft().size() - before).isBetween(26, 30);
  }

  @Test
  void aUserWhoWantsNothingElseGetsThePathAtOnceAndForEver() {
    bench.close();
    bench = PathBench.always();
    bench.toServer().block(true);

    bench.client().start();
    bench.talk(10_000);

    assertThat(bench.clientEnd().choices()).containsExactly(true);
    assertThat(bench.client().isChosen()).isTrue();
  }

  @Test
  void aPathThatIsUsedInAnyCaseStillTellsWhetherAnswersCome() {
    bench.close();
    bench = PathBench.always();
    bench.client().start();
    bench.talk(1_000);
    assertThat(bench.clientEnd().proofs()).containsExactly(true);

    bench.toServer().block(true);
    bench.talk(2_000);

    assertThat(bench.clientEnd().proofs()).containsExactly(true, false);
    assertThat(bench.clientEnd().choices()).containsExactly(true);
  }

  @Test
  void onALossyLineNearlyEverythingArrivesAndNothingTwice() {
    prove();
    bench.toServer().lose(number -> number % 37 == 5);
    bench.toClient().lose(number -> number % 41 == 5);
    bench.talk(10_000);
    int before = bench.serverEnd().datagrams().size();

    for (int i = 0; i < 1_000; i++) {
      bench.request("once " + i);
      bench.pass(10);
    }
    bench.pass(100);

    List<String> arrived = bench.serverEnd().datagrams();
    assertThat(arrived.subList(before, arrived.size()))
        .filteredOn(datagram -> datagram.startsWith("1 once"))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(995);
    assertThat(bench.client().report().copies()).isGreaterThan(900);
    assertThat(bench.client().report().saved()).isGreaterThan(0);
    assertThat(bench.client().report().lossPerMillion()).isBetween(15_000, 40_000);
    assertThat(bench.server().report().copies()).isGreaterThan(100);
  }

  @Test
  void aCleanLineGetsNoCopies() {
    prove();

    bench.talk(20_000);

    assertThat(bench.client().report().copies()).isZero();
    assertThat(bench.client().report().lossPerMillion()).isZero();
    assertThat(bench.client().report().roundTripNanos())
        .isBetween(TimeUnit.MILLISECONDS.toNanos(40), TimeUnit.MILLISECONDS.toNanos(43));
  }

  @Test
  void whatIsHeldUpForLongFallsAndThePathIsFreshAgainWhenItIsNot() {
    prove();
    bench.talk(2_000);
    bench.toServer().delay(600);
    bench.request("held up");
    bench.pass(700);
    assertThat(bench.serverEnd().drops()).contains(DropReason.STALE);
    assertThat(bench.serverEnd().datagrams()).doesNotContain("1 held up");

    bench.toServer().delay(20);
    bench.pass(700);
    bench.request("in time");
    bench.pass(30);

    assertThat(bench.serverEnd().datagrams()).last().isEqualTo("1 in time");
  }

  @Test
  void aDetourAsksForAnotherPortWhileThePathIsTried() {
    bench.detour(true);
    bench.client().start();
    bench.pass(1_000);
    assertThat(bench.clientEnd().otherPorts()).isGreaterThan(2);
    assertThat(bench.clientEnd().choices()).isEmpty();

    bench.detour(false);
    bench.pass(1_000);

    assertThat(bench.clientEnd().choices()).containsExactly(true);
  }

  @Test
  void aDetourThatNoPortSparesIsBorneInTheEnd() {
    bench.detour(true);
    bench.client().start();

    bench.pass(3_000);

    assertThat(bench.clientEnd().otherPorts()).isLessThanOrEqualTo(10);
    assertThat(bench.clientEnd().choices()).containsExactly(true);
  }

  @Test
  void aDetourOfAProvenPathIsBorne() {
    prove();
    bench.detour(true);

    bench.talk(10_000);

    assertThat(bench.clientEnd().otherPorts()).isZero();
    assertThat(bench.clientEnd().choices()).containsExactly(true);
  }

  @Test
  void aClosedPathNeitherSendsNorTakesAnything() {
    prove();
    bench.request("on its way");
    bench.client().close();
    bench.server().close();
    int left = bench.clientEnd().everLeft().size();

    bench.talk(1_000);

    assertThat(bench.request("no more")).isEqualTo(DropReason.TUNNEL_FULL);
    assertThat(bench.clientEnd().everLeft()).hasSize(left);
    assertThat(bench.serverEnd().datagrams()).isEmpty();
    assertThat(bench.time().isIdle()).isTrue();
  }
}
