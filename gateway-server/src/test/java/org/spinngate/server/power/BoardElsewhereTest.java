package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.CYCLE;
import static org.spinngate.server.power.CareBench.answer;
import static org.spinngate.server.power.CareBench.isReady;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome.Result;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.lease.Refusal;

/** A board that another gateway may serve is left alone, since somebody may have it there. */
class BoardElsewhereTest {
  private static final String WORDS = "board ant is not served by this gateway";
  private static final HookSettings HOOKS =
      new HookSettings(CareBench.BEFORE, CareBench.AFTER, Duration.ofSeconds(60));

  private final CareBench bench = new CareBench();

  @Test
  void itIsNotSwitchedOffWhenNobodyHasHadItForAWhile() {
    bench.look(PowerPolicy.ON_DEMAND);
    bench.leave(bench.arrive("alice"));

    bench.isHome = false;
    bench.time.pass(CareBench.TIMES.offAfter().multipliedBy(2));

    assertThat(bench.done).isEmpty();
  }

  @Test
  void itHasNoAfterSessionAndIsNotCycled() {
    bench.look(PowerPolicy.BETWEEN_USERS, HOOKS);
    GuestStay alice = bench.arrive("alice");

    bench.isHome = false;
    bench.leave(alice);
    bench.time.pass(CYCLE);

    assertThat(bench.done).containsExactly("/before alice ");
  }

  @Test
  void whatWaitsForTheEndOfACommandIsNotDoneIfItIsLostMeanwhile() {
    bench.look(PowerPolicy.BETWEEN_USERS, HOOKS);
    GuestStay alice = bench.arrive("alice");
    bench.holdCommands();
    bench.leave(alice);

    bench.isHome = false;
    bench.letCommandsEnd();
    bench.time.pass(CYCLE);

    assertThat(bench.done).containsExactly("/before alice ", "/after alice released");
  }

  @Test
  void aCycleThatWaitsForItsTimeIsNotBegun() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    bench.time.pass(CYCLE);
    bench.leave(bench.arrive("bob"));

    bench.isHome = false;
    bench.time.pass(CYCLE.multipliedBy(2));

    assertThat(bench.done).hasSize(2);
  }

  @Test
  void inMidCycleItIsLeftToItsNextHomeAndCycledIfItComesBack() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    bench.isHome = false;
    bench.time.pass(CYCLE.multipliedBy(2));
    assertThat(bench.done).containsExactly("OFF alice released");

    bench.isHome = true;
    GuestStay bob = bench.arrive("bob");
    bench.time.pass(CYCLE.multipliedBy(2));

    assertThat(isReady(bob)).isTrue();
    assertThat(bench.done).hasSize(3).last().asString().startsWith("ON");
  }

  @Test
  void whatAnEarlierProcessLeftHalfDoneIsDoneOnceItIsServedHere() {
    bench.isHome = false;
    bench.look(PowerPolicy.BETWEEN_USERS, halfDone());
    bench.time.pass(CYCLE);
    assertThat(bench.done).isEmpty();

    bench.isHome = true;
    bench.arrive("alice");
    bench.time.pass(CYCLE);

    assertThat(bench.done).hasSize(2);
  }

  private CareJournal halfDone() {
    CareJournal journal = CareJournal.none();
    var unused = journal.note(bench.board, this, new CareState(true, Supply.CYCLING));
    return journal;
  }

  @Test
  void whoWaitsForItOrForItsPowerHearsIt() {
    bench.look(PowerPolicy.NEVER);
    bench.isHome = false;

    assertThat(answer(bench.arrive("alice"))).contains(new Refusal(CloseCause.ELSEWHERE, WORDS));
    assertThat(bench.order(PowerOrder.OFF).join().result()).isEqualTo(Result.REFUSED);
    assertThat(bench.done).isEmpty();
  }

  @Test
  void itIsKeptHereAsLongAsSomethingIsToBeDoneToIt() {
    bench.look(PowerPolicy.ON_DEMAND, HOOKS);
    assertThat(bench.board.upkeep().isDue()).isFalse();
    GuestStay alice = bench.arrive("alice");
    bench.holdCommands();
    bench.leave(alice);
    assertThat(bench.board.upkeep().isDue()).isTrue();

    bench.letCommandsEnd();
    assertThat(bench.board.upkeep().isDue()).isTrue();

    bench.time.pass(CareBench.TIMES.offAfter().multipliedBy(2));
    assertThat(bench.done).contains("OFF alice released");
    assertThat(bench.board.upkeep().isDue()).as("its next home knows that it is off").isFalse();
  }

  @Test
  void itMayBeLetGoOnceItIsAsTheNextUserWantsIt() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    assertThat(bench.board.upkeep().isDue()).isTrue();

    bench.time.pass(CYCLE);

    assertThat(bench.board.upkeep().isDue()).isFalse();
  }
}
