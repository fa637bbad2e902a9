package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.AFTER;
import static org.spinngate.server.power.CareBench.CYCLE;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.LeaseView;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.lease.Refusal;

/** A gateway that gives its boards to others leaves to them what is due to a board. */
class CareRetreatTest {
  private static final HookSettings HOOKS =
      new HookSettings(Argv.NOTHING, AFTER, Duration.ofSeconds(60));
  private static final CareState USED = new CareState(true, CareState.Supply.ON);

  private final CareBench bench = new CareBench();

  private void retreat() {
    bench.isRetreating = true;
  }

  private boolean hasSomethingToDo() {
    return bench.board.upkeep().isDue();
  }

  @ParameterizedTest
  @EnumSource(PowerPolicy.class)
  void whoLeavesForGoodHasHisAfterSessionAndTheNextHomeDoesTheRest(PowerPolicy policy) {
    bench.look(policy, HOOKS);
    GuestStay alice = bench.arrive("alice");

    retreat();
    bench.leave(alice);
    bench.time.pass(CareBench.TIMES.offAfter().plus(CYCLE));

    assertThat(bench.done).containsExactly("/after alice released");
  }

  @Test
  void aUsedBoardThatComesHereInTheLastMomentIsNotCycled() {
    bench.look(PowerPolicy.BETWEEN_USERS, HOOKS);

    retreat();
    bench.taken(USED);
    bench.time.pass(CYCLE);

    assertThat(bench.done).isEmpty();
    assertThat(hasSomethingToDo()).as("it can be let go").isFalse();
  }

  @Test
  void whoComesBackAndWaitsAndGoesOnElsewhereFindsTheBoardAsItWas() {
    bench.look(PowerPolicy.BETWEEN_USERS, HOOKS);
    GuestStay old = bench.arrive("old");
    bench.holdCommands();
    bench.leave(old);
    GuestStay alice = bench.arrive("alice", true);

    bench.handOver(alice);
    bench.letCommandsEnd();
    bench.time.pass(CYCLE);

    assertThat(bench.done).containsExactly("/after old released");
  }

  @Test
  void whoComesAnewAndWaitsIsSentAwayAndWhoComesBackIsNot() {
    bench.look(PowerPolicy.BETWEEN_USERS, HOOKS);
    GuestStay old = bench.arrive("old");
    bench.holdCommands();
    bench.leave(old);
    GuestStay bob = bench.arrive("bob");
    GuestStay alice = bench.arrive("alice", true);

    retreat();
    bench.letCommandsEnd();

    assertThat(CareBench.answer(bob)).contains(Refusal.of(CloseCause.STOPPING));
    assertThat(CareBench.isReady(alice)).isTrue();
    assertThat(bench.done).containsExactly("/after old released");
  }

  @Test
  void aCycleThatWaitsForItsTimeIsDropped() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("old"));
    bench.time.pass(CYCLE);
    bench.leave(bench.arrive("older"));
    bench.done.clear();

    retreat();
    bench.time.pass(CareBench.TIMES.interval().plus(CYCLE));

    assertThat(bench.done).isEmpty();
    assertThat(hasSomethingToDo()).as("it can be let go").isFalse();
  }

  @Test
  void anOrderIsNotObeyedOnABoardToWhichSomebodyMayComeBackElsewhere() {
    bench.look(PowerPolicy.BETWEEN_USERS);

    retreat();
    CompletableFuture<PowerOutcome> outcome = bench.order(PowerOrder.CYCLE);

    assertThat(outcome).isCompleted();
    assertThat(outcome.join().result()).isEqualTo(PowerOutcome.Result.STOPPING);
    assertThat(bench.done).isEmpty();
  }

  @Test
  void anOrderThatWaitsWhenTheRetreatBeginsIsNotObeyedEither() {
    bench.look(PowerPolicy.BETWEEN_USERS, HOOKS);
    GuestStay old = bench.arrive("old");
    bench.holdCommands();
    bench.leave(old);
    CompletableFuture<PowerOutcome> outcome = bench.order(PowerOrder.OFF);

    retreat();
    bench.letCommandsEnd();

    assertThat(outcome).isCompleted();
    assertThat(outcome.join().result()).isEqualTo(PowerOutcome.Result.STOPPING);
    assertThat(bench.done).containsExactly("/after old released");
  }

  @Test
  void whoHasABoardAloneMayStillResetIt() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    var unused = bench.arrive("alice");

    retreat();
    var outcome = bench.order(PowerOrder.CYCLE, Optional.of("alice"));
    bench.time.pass(CYCLE);

    assertThat(outcome).isCompleted();
    assertThat(outcome.join().isDone()).isTrue();
  }

  @Test
  void whoHasABoardThatOthersMayComeBackToElsewhereMayNot() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    var unused = bench.arrive("alice");
    bench.board.show(LeaseView.free(true));

    retreat();
    var outcome = bench.order(PowerOrder.CYCLE, Optional.of("alice"));

    assertThat(outcome).isCompleted();
    assertThat(outcome.join().result()).isEqualTo(PowerOutcome.Result.STOPPING);
  }
}
