package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.CYCLE;
import static org.spinngate.server.power.CareBench.answer;
import static org.spinngate.server.power.CareBench.isReady;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.PowerOutcome.Result;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;

/** A board that was another gateway's, and what its next home must know. */
class CareTakenTest {
  private static final CareState USED = new CareState(true, Supply.ON);
  private static final CareState OFF = new CareState(false, Supply.OFF);
  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final CareBench bench = new CareBench();
  private final PlayedMemory memory = new PlayedMemory();

  private void looks(PowerPolicy policy) {
    bench.look(policy, memory);
  }

  @Test
  void itsNextUserGetsItCleanThoughOnlyTheLastHomeHasSeenItsUser() {
    looks(PowerPolicy.BETWEEN_USERS);
    bench.taken(USED);

    bench.time.pass(CYCLE);

    assertThat(isReady(bench.arrive("bob"))).isTrue();
    assertThat(bench.done).hasSize(2);
    assertThat(memory.noted).endsWith(CareState.CLEAN, USED);
  }

  @Test
  void itIsSwitchedOnForItsNextUserIfTheLastHomeHasSwitchedItOff() {
    looks(PowerPolicy.NEVER);
    bench.taken(OFF);
    assertThat(bench.state()).isEqualTo(BoardState.OFF);
    assertThat(bench.done).isEmpty();

    GuestStay bob = bench.arrive("bob");
    bench.time.pass(CYCLE);

    assertThat(isReady(bob)).isTrue();
    assertThat(bench.done).containsExactly("ON bob ");
  }

  @Test
  void aCycleThatTheLastHomeHasBegunIsDoneAtOnce() {
    looks(PowerPolicy.NEVER);

    bench.taken(new CareState(true, Supply.CYCLING));
    bench.time.pass(CYCLE);

    assertThat(bench.done).hasSize(2);
    assertThat(memory.noted).endsWith(CareState.CLEAN);
  }

  @Test
  void whatThisGatewayKnewOfItBeforeIsNothing() {
    looks(PowerPolicy.BETWEEN_USERS);
    GuestStay alice = bench.arrive("alice");
    bench.isHome = false;
    bench.leave(alice);

    bench.isHome = true;
    bench.taken(CareState.CLEAN);

    assertThat(isReady(bench.arrive("bob"))).isTrue();
    assertThat(bench.done).isEmpty();
  }

  @Test
  void nobodyHasItBeforeTheNextHomeWouldKnow() {
    looks(PowerPolicy.BETWEEN_USERS);
    memory.hold();
    GuestStay alice = bench.arrive("alice");
    assertThat(isReady(alice)).isFalse();
    assertThat(memory.noted).containsExactly(USED);

    memory.release();

    assertThat(isReady(alice)).isTrue();
  }

  @Test
  void whoWaitsForThatHearsThatItIsAnotherGatewaysBoardNow() {
    looks(PowerPolicy.BETWEEN_USERS);
    memory.hold();
    GuestStay alice = bench.arrive("alice");

    memory.lose();

    assertThat(answer(alice).orElseThrow().cause()).isEqualTo(CloseCause.ELSEWHERE);
  }

  @Test
  void itIsNotSwitchedOffBeforeTheNextHomeWouldKnow() {
    looks(PowerPolicy.NEVER);
    memory.hold();
    var off = bench.order(PowerOrder.OFF);
    assertThat(bench.done).isEmpty();

    memory.release();
    bench.time.run();

    assertThat(off.join().isDone()).isTrue();
    assertThat(memory.noted).containsExactly(new CareState(false, Supply.CYCLING), OFF);
  }

  @Test
  void anOrderIsRefusedWhileTheOthersCannotBeToldAndLeavesNothingToDo() {
    looks(PowerPolicy.NEVER);
    memory.hold();
    var off = bench.order(PowerOrder.OFF);

    bench.time.pass(PATIENCE);

    assertThat(off.join().result()).isEqualTo(Result.REFUSED);
    assertThat(off.join().words()).isEqualTo("the other gateways cannot be told of it at present");
    memory.release();
    bench.time.pass(CYCLE);
    assertThat(bench.done).isEmpty();
    assertThat(memory.noted).endsWith(CareState.CLEAN);
  }

  @Test
  void aCycleThatIsDueIsTriedUntilTheOthersCanBeTold() {
    looks(PowerPolicy.BETWEEN_USERS);
    GuestStay alice = bench.arrive("alice");
    memory.hold();
    bench.leave(alice);
    bench.time.pass(PATIENCE.multipliedBy(5));
    assertThat(bench.done).isEmpty();
    assertThat(memory.noted).hasSizeLessThan(20);

    memory.release();
    bench.time.pass(CYCLE.plus(PATIENCE));

    assertThat(bench.done).hasSize(2);
    assertThat(memory.noted).endsWith(CareState.CLEAN);
  }

  @Test
  void aSessionThatGoesOnElsewhereLeavesItUsedForTheOthers() {
    looks(PowerPolicy.BETWEEN_USERS);

    bench.handOver(bench.arrive("alice"));
    bench.time.pass(CYCLE);

    assertThat(memory.noted).containsExactly(USED);
  }

  @Test
  void aUserWhoResetsItLeavesItUsed() {
    looks(PowerPolicy.BETWEEN_USERS);
    bench.arrive("alice");

    bench.order(PowerOrder.CYCLE, Optional.of("alice"));
    bench.time.pass(CYCLE);

    assertThat(memory.noted).containsExactly(USED, new CareState(true, Supply.CYCLING), USED);
  }

  @Test
  void theOthersHearWhyItHasFailedUntilItIsTriedAgain() {
    looks(PowerPolicy.BETWEEN_USERS);
    bench.breakSwitch("the BMP is silent");
    bench.leave(bench.arrive("alice"));
    bench.time.pass(CYCLE);
    assertThat(memory.noted).endsWith(new CareState(true, Supply.CYCLING, "the BMP is silent"));

    bench.mend();
    bench.enable();
    bench.time.pass(CareBench.TIMES.interval().plus(CYCLE));

    assertThat(memory.noted).endsWith(CareState.CLEAN);
  }

  @Test
  void whatHasFailedAtTheLastHomeIsTriedAtTheNextOne() {
    looks(PowerPolicy.BETWEEN_USERS);

    bench.taken(new CareState(true, Supply.CYCLING, "no route to the BMP"));
    bench.time.pass(CYCLE);

    assertThat(isReady(bench.arrive("bob"))).isTrue();
    assertThat(bench.done).hasSize(2);
  }

  @Test
  void aGatewayThatCannotSwitchItLeavesWhatItKnowsToThoseThatCan() {
    bench.lookAtHooksOnly(HookSettings.NONE, memory);
    bench.taken(OFF);

    assertThat(isReady(bench.arrive("bob"))).isTrue();

    assertThat(memory.noted).containsExactly(new CareState(true, Supply.OFF));
  }

  @Test
  void anOperatorHearsIfTheOthersDoNotKnowYetThatItIsOff() {
    looks(PowerPolicy.NEVER);
    memory.holdAfter(1);

    var off = bench.order(PowerOrder.OFF);
    bench.time.pass(PATIENCE);

    assertThat(bench.done).hasSize(1);
    assertThat(bench.state()).isEqualTo(BoardState.OFF);
    assertThat(off.join())
        .isEqualTo(
            new PowerOutcome(
                Result.UNTOLD,
                "board ant is switched off, but the other gateways do not know it yet"));
    assertThat(memory.noted).endsWith(OFF);
  }

  @Test
  void whoWaitsForThatInVainHearsThatTheOthersAreOutOfReachAndHasItNoMore() {
    looks(PowerPolicy.NEVER);
    memory.hold();
    GuestStay alice = bench.arrive("alice");

    bench.time.pass(PATIENCE);

    assertThat(answer(alice).orElseThrow().cause()).isEqualTo(CloseCause.NO_QUORUM);
    memory.release();
    bench.time.run();
    assertThat(bench.order(PowerOrder.OFF).join().isDone()).as("nobody has it").isTrue();
  }

  @Test
  void whoWaitsWhileTheOthersCannotBeToldHearsOfTheCycleNowAndAgainOnly() {
    looks(PowerPolicy.BETWEEN_USERS);
    GuestStay alice = bench.arrive("alice");
    memory.hold();
    bench.leave(alice);
    bench.arrive("bob");
    bench.news.clear();

    bench.time.pass(Duration.ofSeconds(60));

    assertThat(bench.news).hasSizeBetween(5, 7);
  }
}
