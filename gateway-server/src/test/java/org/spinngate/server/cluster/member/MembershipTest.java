package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerConflict;

/** Gateways that come, stop and go, on a time that the test moves. */
class MembershipTest extends MembershipBench {
  @Test
  void whoJoinsIsSureOnceALedgerHasItsBeat() {
    Gateway one = gateway("gw1-a");
    assertThat(one.holds()).isFalse();

    pass(1);

    assertThat(one.holds()).isTrue();
    assertThat(one.heard).containsExactly("sure");
    assertThat(Fields.of(engine.find("/gateways/gw1-a").orElseThrow().value()).text("address"))
        .hasValue("gw1.example:7878");
  }

  @Test
  void gatewaysThatBeatLeaveEachOtherAlone() {
    gateway("gw1-a");
    gateway("gw2-b");

    pass(100);

    assertThat(gateways).allSatisfy(one -> assertThat(one.heard).containsExactly("sure"));
  }

  @Test
  void whoStandsStillIsFencedAfterItHasStoppedAndHearsItOnceWhenItGoesOn() {
    Gateway one = gateway("gw1-a");
    Gateway two = gateway("gw2-b");
    pass(5);
    one.stands = true;
    pass(20);
    assertThat(one.holds()).isFalse();
    assertThat(engine.find("/gateways/gw1-a")).isPresent();

    pass(3);
    assertThat(engine.find("/gateways/gw1-a")).isEmpty();
    assertThat(engine.find("/beats/gw1-a")).isEmpty();
    one.stands = false;
    pass(3);

    assertThat(two.heard).containsExactly("sure", "gone gw1-a");
    assertThat(one.heard).containsExactly("sure", "unsure", "fenced");
    assertThat(one.holds()).isFalse();
  }

  @Test
  void whoIsCutOffIsFencedAndHearsItWhenTheWayIsBack() {
    Gateway one = gateway("gw1-a");
    gateway("gw2-b");
    pass(5);
    one.ledger.cut();
    pass(16);
    assertThat(one.heard).containsExactly("sure", "unsure");
    pass(10);

    one.ledger.mend();
    pass(2);

    assertThat(one.heard).containsExactly("sure", "unsure", "fenced");
  }

  @Test
  void whenTheEngineIsAwayForAllNobodyIsFencedAndAllGoOn() {
    gateway("gw1-a");
    gateway("gw2-b");
    pass(5);
    engine.stop();
    pass(60);
    engine.start();
    pass(60);

    assertThat(gateways)
        .allSatisfy(one -> assertThat(one.heard).containsExactly("sure", "unsure", "sure"))
        .allMatch(Gateway::holds);
  }

  @Test
  void whoStoodStillItselfFencesNobody() {
    gateway("gw1-a");
    Gateway two = gateway("gw2-b");
    pass(5);
    two.ledger.holdAnswers();
    two.stands = true;
    pass(14);
    time.jump(Duration.ofSeconds(60));
    two.stands = false;
    gateways.get(0).ledger.release();
    two.ledger.release();
    pass(3);

    assertThat(engine.find("/gateways/gw1-a")).isPresent();
  }

  @Test
  void whatAGatewaySaysOfItselfIsInItsBeatsAtOnceAndInAllThatFollow() {
    Gateway one = gateway("gw1-a");
    pass(5);
    one.incarnation.say(new MemberWord(true, "boards:1"));
    time.run();
    assertThat(engine.find("/beats/gw1-a").map(MemberWord::of))
        .contains(new MemberWord(true, "boards:1"));

    pass(5);

    assertThat(engine.find("/beats/gw1-a").map(MemberWord::of))
        .contains(new MemberWord(true, "boards:1"));
    assertThat(engine.find("/gateways/gw1-a").orElseThrow().version())
        .as("what all transactions name")
        .isZero();
    assertThat(one.holds()).isTrue();
    assertThat(one.close()).isCompleted();
  }

  @Test
  void whatAGatewaySaysBeforeItIsAMemberIsInItsFirstBeat() {
    Gateway one = gateway("gw1-a");
    one.incarnation.say(new MemberWord(false, "boards:1"));

    pass(2);

    assertThat(engine.find("/beats/gw1-a").map(MemberWord::of))
        .contains(new MemberWord(false, "boards:1"));
  }

  @Test
  void aGatewayThatDrainsAndStopsBeatingIsFencedLikeAnyOther() {
    Gateway one = gateway("gw1-a");
    gateway("gw2-b");
    pass(5);
    one.incarnation.say(new MemberWord(true, ""));
    pass(5);
    one.stands = true;

    pass(25);

    assertThat(engine.find("/gateways/gw1-a")).isEmpty();
  }

  @Test
  void nothingOfAFencedGatewayIsMade() {
    Gateway one = gateway("gw1-a");
    gateway("gw2-b");
    pass(5);
    LedgerChange member = one.incarnation.stillMember();
    one.stands = true;
    pass(25);

    CompletableFuture<Void> made =
        one.ledger
            .transact(List.of(member, new LedgerChange.Create("/boards/b", "home=gw1-a")))
            .toCompletableFuture();
    time.run();

    assertThat(made)
        .failsWithin(0, TimeUnit.SECONDS)
        .withThrowableThat()
        .withCauseInstanceOf(LedgerConflict.class);
  }

  @Test
  void whoSaysGoodbyeIsGoneAtOnce() {
    Gateway one = gateway("gw1-a");
    Gateway two = gateway("gw2-b");
    pass(5);

    assertThat(one.close()).isCompleted();
    pass(2);

    assertThat(engine.find("/gateways/gw1-a")).isEmpty();
    assertThat(engine.find("/beats/gw1-a")).isEmpty();
    assertThat(one.heard).containsExactly("sure", "unsure");
    assertThat(two.heard).containsExactly("sure", "gone gw1-a");
  }

  @Test
  void aGoodbyeComesAfterTheBeatThatWasUnderWay() {
    Gateway one = gateway("gw1-a");
    pass(5);
    one.ledger.holdRequests();
    one.incarnation.beat();
    time.run();

    CompletableFuture<Void> said = one.close();
    one.ledger.release();
    time.run();

    assertThat(said).isCompleted();
    assertThat(engine.find("/gateways/gw1-a")).isEmpty();
  }

  @Test
  void whoJoinedWithoutHearingItGoesOn() {
    Gateway one = gateway("gw1-a");
    one.ledger.holdAnswers();
    pass(1);
    one.ledger.giveUp();
    time.run();
    one.ledger.cut();
    one.ledger.mend();
    one.ledger.release();
    pass(3);

    assertThat(one.holds()).isTrue();
    assertThat(one.heard).containsExactly("sure");
  }

  @Test
  void aProcessThatHasTheLockOfAFormerOneFencesItAtOnce() {
    Machine machine = new Machine("boot", "(dev=1,ino=2)");
    Gateway before = new Gateway("gw1-a", machine);
    pass(5);
    before.stands = true;

    Gateway after = new Gateway("gw1-b", machine);
    pass(3);

    assertThat(engine.find("/gateways/gw1-a")).isEmpty();
    assertThat(after.heard).containsExactly("sure", "gone gw1-a");
  }

  @Test
  void noOtherProcessDoes() {
    new Gateway("gw1-a", new Machine("boot", "(dev=1,ino=2)")).stands = true;
    gateways.get(0).incarnation.beat();
    time.run();
    new Gateway("gw1-b", new Machine("other boot", "(dev=1,ino=2)"));
    new Gateway("gw1-c", new Machine("boot", "(dev=1,ino=3)"));
    new Gateway("gw2-d", new Machine("boot", "(dev=1,ino=2)"));
    new Gateway("gw1-e", new Machine("boot", ""));

    pass(10);

    assertThat(engine.find("/gateways/gw1-a")).isPresent();
  }

  @Test
  void afterTheMachineHasSleptNothingIsSafeUntilTheNextBeat() {
    Gateway one = gateway("gw1-a");
    pass(5);
    slept += 1_500;
    one.ledger.holdRequests();
    pass(1);
    assertThat(one.holds()).isFalse();

    one.ledger.release();
    pass(1);

    assertThat(one.holds()).isTrue();
    assertThat(one.heard).containsExactly("sure", "unsure", "sure");
  }

  @Test
  void noBeatOfALaterLifeOfItsKeysHasTheVersionOfTheFirstBeat() {
    Gateway one = gateway("gw1-a");
    one.ledger.holdAnswers();
    pass(1);
    gateway("gw2-b")
        .ledger
        .transact(
            List.of(
                new LedgerChange.Delete("/beats/gw1-a", 0),
                new LedgerChange.Delete("/gateways/gw1-a", 0)));
    time.run();
    one.ledger.giveUp();
    one.ledger.cut();
    one.ledger.mend();
    one.ledger.release();
    time.run();
    for (int turn = 0; engine.find("/beats/gw1-a").isEmpty(); turn++) {
      assertThat(turn).isLessThan(5);
      one.incarnation.beat();
      time.run();
    }

    assertThat(engine.find("/beats/gw1-a").orElseThrow().version()).isPositive();
  }
}
