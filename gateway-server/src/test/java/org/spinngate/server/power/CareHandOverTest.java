package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.AFTER;
import static org.spinngate.server.power.CareBench.BEFORE;
import static org.spinngate.server.power.CareBench.CYCLE;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;

/** A session that goes on at another gateway finds its board as it left it. */
class CareHandOverTest {
  private static final HookSettings HOOKS =
      new HookSettings(Argv.NOTHING, AFTER, Duration.ofSeconds(60));

  private final CareBench bench = new CareBench();

  private boolean hasSomethingToDo() {
    return bench.board.upkeep().isDue();
  }

  @ParameterizedTest
  @EnumSource(PowerPolicy.class)
  void nothingIsDoneToABoardThatIsHandedOver(PowerPolicy policy) {
    bench.look(policy, HOOKS);

    bench.handOver(bench.arrive("alice"));
    bench.time.pass(CYCLE);

    assertThat(bench.done).isEmpty();
    assertThat(hasSomethingToDo()).as("it can be let go").isFalse();
  }

  @Test
  void whoLeavesItAfterwardsDoesNotTakeItFromTheOneWhoGoesOn() {
    bench.look(PowerPolicy.BETWEEN_USERS, HOOKS);
    GuestStay alice = bench.arrive("alice");
    GuestStay old = bench.arrive("old");

    bench.handOver(alice);
    bench.leave(old);
    bench.time.pass(CYCLE);

    assertThat(bench.done).containsExactly("/after old released");
  }

  @Test
  void whoGetsTheBoardTooLateToBeginHasHisAfterSession() {
    bench.look(PowerPolicy.BETWEEN_USERS, new HookSettings(BEFORE, AFTER, Duration.ofSeconds(60)));

    bench.refuse(bench.arrive("alice"));

    assertThat(bench.done).startsWith("/before alice ", "/after alice stopping");
  }

  @Test
  void whoseBeforeSessionHasBegunIsNotHandedOver() {
    bench.look(PowerPolicy.NEVER, new HookSettings(BEFORE, AFTER, Duration.ofSeconds(60)));
    bench.holdCommands();
    GuestStay alice = bench.arrive("alice");

    bench.handOver(alice);
    bench.letCommandsEnd();

    assertThat(bench.done).containsExactly("/before alice ", "/after alice stopping");
  }

  @ParameterizedTest
  @EnumSource(names = {"LOST", "NO_QUORUM", "INTERNAL", "SUPERSEDED"})
  void aSessionThatIsKeptOnAfterItWasBackInVainHasNoAfterSession(CloseCause cause) {
    bench.look(PowerPolicy.NEVER, HOOKS);
    GuestStay back = bench.arrive("alice", true);

    back.end(cause);
    bench.time.run();

    assertThat(bench.done).isEmpty();
  }

  @Test
  void aSessionThatHasBegunAgainHasItsAfterSession() {
    bench.look(PowerPolicy.NEVER, HOOKS);
    GuestStay back = bench.arrive("alice", true);
    back.begun();

    back.end(CloseCause.LOST);
    bench.time.run();

    assertThat(bench.done).containsExactly("/after alice lost");
  }
}
