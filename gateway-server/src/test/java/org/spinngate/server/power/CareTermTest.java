package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.CYCLE;
import static org.spinngate.server.power.CareBench.isReady;

import org.junit.jupiter.api.Test;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.config.power.PowerPolicy;

/** A board that comes back to a gateway where something was begun with it before. */
class CareTermTest {
  private static final CareState USED = new CareState(true, Supply.ON);
  private static final CareState OFF = new CareState(false, Supply.OFF);

  private final CareBench bench = new CareBench();
  private final PlayedMemory memory = new PlayedMemory();

  private void looks(PowerPolicy policy) {
    bench.look(policy, memory);
  }

  @Test
  void aSessionThatGoesOnFindsItsBoardAsItWasThoughACycleWaitedForItsTimeHere() {
    looks(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    bench.time.pass(CYCLE);
    bench.leave(bench.arrive("bob"));
    bench.done.clear();

    GuestStay bob = bench.arrive("bob", true);
    assertThat(isReady(bob)).isFalse();
    bench.taken(USED);

    assertThat(isReady(bob)).isTrue();
    bench.time.pass(CYCLE.multipliedBy(3));
    assertThat(bench.done).isEmpty();
  }

  @Test
  void aCycleThatWaitedIsNotDoneOnceASessionIsKeptForItsUser() {
    looks(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    bench.time.pass(CYCLE);
    bench.leave(bench.arrive("bob"));
    bench.done.clear();

    GuestStay bob = bench.arrive("bob", true);
    bench.time.pass(CYCLE.multipliedBy(3));

    assertThat(isReady(bob)).isTrue();
    assertThat(bench.done).isEmpty();
  }

  @Test
  void whatWasBegunBeforeItWasLostSaysNothingOfItsPowerOnceItIsBack() {
    looks(PowerPolicy.NEVER);
    bench.taken(OFF);
    GuestStay alice = bench.arrive("alice");
    assertThat(bench.done).containsExactly("ON alice ");

    bench.taken(OFF);
    bench.time.pass(CYCLE);

    assertThat(isReady(alice)).isTrue();
    assertThat(bench.done).containsExactly("ON alice ", "ON alice ");
  }

  @Test
  void aCycleInWhoseMidstItWasLostIsBegunAnewIfNobodyHasEndedIt() {
    looks(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    assertThat(bench.done).hasSize(1);

    bench.taken(USED);
    bench.time.pass(CYCLE.multipliedBy(3));

    assertThat(bench.done).hasSize(3).last().asString().startsWith("ON");
    assertThat(memory.noted).endsWith(CareState.CLEAN);
  }
}
