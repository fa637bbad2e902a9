package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.CYCLE;
import static org.spinngate.server.power.CareBench.answer;
import static org.spinngate.server.power.CareBench.isReady;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.PowerOutcome.Result;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.lease.Refusal;

/** A board that is out of service is left alone, since somebody may be working on it. */
class OutOfServiceTest {
  private static final String WORDS = "board ant is out of service: new fan";

  private final CareBench bench = new CareBench();

  private void disable() {
    bench.disable("new fan");
  }

  @Test
  void whoWaitsForItIsRefusedAndItIsNotSwitchedOnForAnybody() {
    bench.look(PowerPolicy.NEVER);
    bench.order(PowerOrder.OFF);
    GuestStay alice = bench.arrive("alice");
    disable();

    assertThat(answer(alice)).contains(new Refusal(CloseCause.BOARD_DISABLED, WORDS));
    assertThat(answer(bench.arrive("bob"))).contains(new Refusal(CloseCause.BOARD_DISABLED, WORDS));
    bench.time.pass(CYCLE);
    assertThat(bench.done).containsExactly("OFF  ");
  }

  @Test
  void whoComesBackForASessionGoesOnWithIt() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    disable();

    assertThat(isReady(bench.arrive("alice", true))).isTrue();
    assertThat(bench.done).isEmpty();
  }

  @Test
  void whatIsOffComesOnForWhoComesBack() {
    bench.look(PowerPolicy.NEVER);
    bench.order(PowerOrder.OFF);
    disable();

    GuestStay alice = bench.arrive("alice", true);
    bench.time.pass(CYCLE);

    assertThat(isReady(alice)).isTrue();
    assertThat(bench.done).containsExactly("OFF  ", "ON alice ");
  }

  @Test
  void aCycleThatWaitsIsNotBegunAndIsDoneWhenTheBoardIsBack() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    bench.time.pass(CYCLE);
    bench.leave(bench.arrive("bob"));

    disable();
    bench.time.pass(CYCLE.multipliedBy(2));
    assertThat(bench.done).hasSize(2);

    bench.enable();
    bench.time.pass(CYCLE);
    assertThat(bench.done).hasSize(4);
  }

  @Test
  void inMidCycleItStaysOffUntilItIsBack() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    bench.time.pass(Duration.ofSeconds(10));

    disable();
    bench.time.pass(CYCLE);
    assertThat(bench.done).containsExactly("OFF alice released");

    bench.enable();
    bench.time.pass(CYCLE.multipliedBy(2));
    assertThat(isReady(bench.arrive("bob"))).isTrue();
    assertThat(bench.done).last().isEqualTo("ON alice released");
  }

  @Test
  void whoHasItKeepsItAndItComesOnAgainAfterAReset() {
    bench.look(PowerPolicy.NEVER);
    bench.arrive("alice");
    CompletableFuture<PowerOutcome> done = bench.order(PowerOrder.CYCLE, Optional.of("alice"));
    bench.time.pass(Duration.ofSeconds(10));

    disable();
    bench.time.pass(CYCLE);

    assertThat(done.join().isDone()).isTrue();
    assertThat(bench.done).containsExactly("OFF  ", "ON  ");
  }

  @Test
  void noUserResetsIt() {
    bench.look(
        PowerPolicy.NEVER,
        new HookSettings(CareBench.BEFORE, CareBench.AFTER, Duration.ofSeconds(60)));
    GuestStay alice = bench.arrive("alice");
    bench.holdCommands();
    bench.leave(alice);
    CompletableFuture<PowerOutcome> waits = bench.order(PowerOrder.CYCLE, Optional.of("bob"));

    disable();
    bench.letCommandsEnd();
    bench.time.pass(CYCLE);

    assertThat(waits).isCompletedWithValue(new PowerOutcome(Result.REFUSED, WORDS));
    assertThat(bench.order(PowerOrder.CYCLE, Optional.of("bob")).join().result())
        .isEqualTo(Result.REFUSED);
    assertThat(bench.done).containsExactly("/before alice ", "/after alice released");
  }

  @Test
  void theOperatorsOwnOrderJoinsWhatWaitsAndIsObeyed() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    bench.time.pass(CYCLE);
    bench.leave(bench.arrive("bob"));
    disable();

    CompletableFuture<PowerOutcome> done = bench.order(PowerOrder.CYCLE);
    bench.time.pass(CYCLE.multipliedBy(2));

    assertThat(done.join().isDone()).isTrue();
    assertThat(bench.done).hasSize(4);
  }

  @Test
  void whoseBeforeSessionHasBegunHasItsAfterSession() {
    bench.look(
        PowerPolicy.NEVER,
        new HookSettings(CareBench.BEFORE, CareBench.AFTER, Duration.ofSeconds(60)));
    bench.holdCommands();
    GuestStay alice = bench.arrive("alice");

    disable();
    bench.letCommandsEnd();
    bench.leave(alice);

    assertThat(bench.done).containsExactly("/before alice ", "/after alice released");
  }
}
