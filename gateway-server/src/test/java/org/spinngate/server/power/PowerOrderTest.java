package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.CYCLE;
import static org.spinngate.server.power.CareBench.isReady;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.PowerOutcome.Result;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;

/** What an operator orders of a board's power. */
class PowerOrderTest {
  private final CareBench bench = new CareBench();

  private static PowerOutcome of(CompletableFuture<PowerOutcome> done) {
    assertThat(done).isCompleted();
    return done.join();
  }

  @Test
  void aBoardThatNobodyHasIsCycledAndTheOperatorToldHowItGoes() {
    bench.look(PowerPolicy.NEVER);

    CompletableFuture<PowerOutcome> done = bench.order(PowerOrder.CYCLE);
    assertThat(bench.done).containsExactly("OFF  ");
    assertThat(bench.state()).isEqualTo(BoardState.POWERING);
    bench.time.pass(CYCLE);

    assertThat(bench.done).containsExactly("OFF  ", "ON  ");
    assertThat(of(done)).isEqualTo(new PowerOutcome(Result.DONE, "board ant is power-cycled"));
    assertThat(bench.news)
        .startsWith(
            "operator: power-cycling ant, about 35 s", "operator: power-cycling ant, about 25 s");
  }

  @Test
  void nothingIsSwitchedUnderAnybody() {
    bench.look(PowerPolicy.NEVER);
    GuestStay alice = bench.arrive("alice");

    for (PowerOrder order : PowerOrder.values()) {
      assertThat(of(bench.order(order)))
          .isEqualTo(new PowerOutcome(Result.HELD, "board ant is in use by alice"));
    }
    assertThat(bench.done).isEmpty();

    bench.leave(alice);
    bench.order(PowerOrder.OFF);
    assertThat(bench.done).hasSize(1);
  }

  @Test
  void whoHadTheBoardBeforeItWasLookedAfterHasItStill() {
    bench.alreadyHas("alice");
    bench.look(PowerPolicy.BETWEEN_USERS);

    assertThat(of(bench.order(PowerOrder.CYCLE)).result()).isEqualTo(Result.HELD);
    bench.enable();
    bench.time.jump(CareBench.TIMES.offAfter());

    assertThat(bench.done).isEmpty();
  }

  @Test
  void aBoardThatIsSwitchedOffStaysSoUntilSomebodyWantsIt() {
    bench.look(PowerPolicy.NEVER);

    CompletableFuture<PowerOutcome> done = bench.order(PowerOrder.OFF);
    bench.time.pass(Duration.ofMillis(10));
    assertThat(of(done).words()).isEqualTo("board ant is switched off");
    assertThat(bench.state()).isEqualTo(BoardState.OFF);

    GuestStay alice = bench.arrive("alice");
    bench.time.pass(CYCLE);

    assertThat(isReady(alice)).isTrue();
    assertThat(bench.done).containsExactly("OFF  ", "ON alice ");
  }

  @Test
  void aBoardIsSwitchedOnAfterItsTimeOff() {
    bench.look(PowerPolicy.NEVER);
    bench.order(PowerOrder.OFF);
    bench.time.pass(Duration.ofMillis(10));

    CompletableFuture<PowerOutcome> done = bench.order(PowerOrder.ON);
    bench.time.pass(Duration.ofSeconds(29));
    assertThat(bench.done).hasSize(1);
    bench.time.pass(Duration.ofSeconds(7));

    assertThat(of(done).words()).isEqualTo("board ant is switched on");
    assertThat(bench.state()).isNotEqualTo(BoardState.OFF);
  }

  @Test
  void whoUsedABoardThatIsOnlySwitchedOnHasLeftHisTraces() {
    bench.look(PowerPolicy.ON_DEMAND);
    bench.leave(bench.arrive("alice"));

    bench.order(PowerOrder.ON);
    bench.time.pass(Duration.ofSeconds(6));
    GuestStay bob = bench.arrive("bob");

    assertThat(isReady(bob)).isFalse();
    bench.time.pass(CYCLE);
    assertThat(isReady(bob)).isTrue();
    assertThat(bench.done).containsExactly("ON  ", "OFF alice released", "ON alice released");
  }

  @Test
  void aBoardThatIsOutOfServiceIsSwitchedAsTheOperatorSays() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.board.disable("new fan");

    bench.order(PowerOrder.OFF);

    assertThat(bench.done).hasSize(1);
  }

  @Test
  void whatTheBoardNeedsAnywayIsNotDoneTwice() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));

    CompletableFuture<PowerOutcome> done = bench.order(PowerOrder.CYCLE);
    bench.time.pass(CYCLE);

    assertThat(of(done).isDone()).isTrue();
    assertThat(bench.done).hasSize(2);
  }

  @Test
  void anOperatorWaitsUntilTheBoardMayBeSwitchedOffAgain() {
    bench.look(PowerPolicy.NEVER);
    bench.order(PowerOrder.CYCLE);
    bench.time.pass(CYCLE);

    CompletableFuture<PowerOutcome> done = bench.order(PowerOrder.CYCLE);
    bench.time.pass(Duration.ofSeconds(20));
    assertThat(bench.done).hasSize(2);
    bench.time.pass(CYCLE.plusSeconds(5));

    assertThat(of(done).isDone()).isTrue();
    assertThat(bench.done).hasSize(4);
  }

  @Test
  void aFailedBoardIsTriedAgainAtOnceAndTheReasonTold() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.breakSwitch("the BMP is silent");

    CompletableFuture<PowerOutcome> inVain = bench.order(PowerOrder.CYCLE);
    bench.time.pass(Duration.ofSeconds(1));
    assertThat(of(inVain))
        .isEqualTo(new PowerOutcome(Result.FAILED, "board ant has failed: the BMP is silent"));
    assertThat(bench.state()).isEqualTo(BoardState.FAILED);

    bench.mend();
    CompletableFuture<PowerOutcome> again = bench.order(PowerOrder.CYCLE);
    bench.time.pass(CYCLE.plusSeconds(60));

    assertThat(of(again).isDone()).isTrue();
    assertThat(bench.state()).isNotEqualTo(BoardState.FAILED);
  }

  @Test
  void aCommandThatFailsFirstEndsTheOrderToo() {
    bench.look(
        PowerPolicy.NEVER, new HookSettings(Argv.NOTHING, CareBench.AFTER, Duration.ofSeconds(60)));
    bench.breakCommands("/after ended with exit code 3");
    bench.leave(bench.arrive("alice"));
    bench.time.run();

    CompletableFuture<PowerOutcome> done = bench.order(PowerOrder.CYCLE);
    bench.time.run();

    assertThat(of(done).words()).contains("/after ended with exit code 3");
  }

  @Test
  void aBoardWhoseAfterSessionFailsIsSwitchedOffAllTheSame() {
    bench.look(
        PowerPolicy.NEVER, new HookSettings(Argv.NOTHING, CareBench.AFTER, Duration.ofSeconds(60)));
    bench.breakCommands("/after ended with exit code 3");
    bench.leave(bench.arrive("alice"));
    bench.time.run();

    CompletableFuture<PowerOutcome> done = bench.order(PowerOrder.OFF);
    bench.time.run();

    assertThat(of(done).words()).isEqualTo("board ant is switched off");
    assertThat(bench.done).startsWith("/after alice released", "OFF  ");
  }

  @Test
  void whatTheLastUserWasIsNothingToWhatAnOperatorWants() {
    bench.look(PowerPolicy.NEVER);
    bench.leave(bench.arrive("alice"));

    bench.order(PowerOrder.OFF);

    assertThat(bench.done).containsExactly("OFF  ");
  }

  @Test
  void aServerThatEndsSaysSo() {
    bench.look(PowerPolicy.NEVER);
    CompletableFuture<PowerOutcome> begun = bench.order(PowerOrder.CYCLE);

    bench.end();

    assertThat(of(begun)).isEqualTo(new PowerOutcome(Result.STOPPING, "the server is stopping"));
    assertThat(of(bench.order(PowerOrder.OFF)).result()).isEqualTo(Result.STOPPING);
  }

  @Test
  void aBoardWithoutPowerCannotBeSwitched() {
    bench.lookAtHooksOnly(new HookSettings(CareBench.BEFORE, Argv.NOTHING, Duration.ofSeconds(60)));

    assertThat(of(bench.order(PowerOrder.ON)).result()).isEqualTo(Result.NO_POWER);
  }
}
