package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.CYCLE;
import static org.spinngate.server.power.CareBench.isReady;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.board.PowerOutcome.Result;
import org.spinngate.server.boot.BootTurn;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.lease.Refusal;

/** What becomes of a board's power when a user wants a reset. */
class PowerResetTest {
  private static final BootTurn.Taker BOOT = () -> {};

  private final CareBench bench = new CareBench();

  private CompletableFuture<PowerOutcome> reset(String user) {
    return bench.order(PowerOrder.CYCLE, Optional.of(user));
  }

  private static PowerOutcome of(CompletableFuture<PowerOutcome> done) {
    assertThat(done).isCompleted();
    return done.join();
  }

  @Test
  void whoHasABoardAloneHasItPowerCycledAndKeepsIt() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    GuestStay alice = bench.arrive("alice");

    CompletableFuture<PowerOutcome> done = reset("alice");
    bench.time.pass(CYCLE);

    assertThat(of(done).words()).isEqualTo("board ant is power-cycled");
    assertThat(bench.done).containsExactly("OFF  ", "ON  ");
    bench.leave(alice);
    bench.time.jump(Duration.ofMinutes(2));
    bench.time.pass(CYCLE);
    assertThat(bench.done).as("it was used, and is cleaned for the next user").hasSize(4);
  }

  @Test
  void nobodysBoardIsResetByAnother() {
    bench.look(PowerPolicy.NEVER);
    bench.arrive("alice");
    bench.arrive("bob");

    assertThat(of(reset("alice")))
        .isEqualTo(new PowerOutcome(Result.HELD, "board ant is in use by bob"));
    assertThat(of(reset("eve")).result()).isEqualTo(Result.HELD);
    assertThat(bench.done).isEmpty();
  }

  @Test
  void severalSessionsOfOneUserAreOneUser() {
    bench.look(PowerPolicy.NEVER);
    bench.arrive("alice");
    bench.arrive("alice");

    CompletableFuture<PowerOutcome> done = reset("alice");
    bench.time.pass(CYCLE);

    assertThat(of(done).isDone()).isTrue();
  }

  @Test
  void whoComesMeanwhileWaitsUntilItIsOn() {
    bench.look(PowerPolicy.NEVER);
    bench.arrive("alice");
    reset("alice");

    GuestStay bob = bench.arrive("bob");
    assertThat(isReady(bob)).isFalse();
    bench.time.pass(CYCLE);

    assertThat(isReady(bob)).isTrue();
  }

  @Test
  void aResetThatComesTooSoonIsRefusedAndSaysWhenItMayBeTriedAgain() {
    bench.look(PowerPolicy.NEVER);
    bench.arrive("alice");
    reset("alice");
    bench.time.pass(CYCLE);

    assertThat(of(reset("alice")))
        .isEqualTo(
            new PowerOutcome(
                Result.TOO_SOON,
                "board ant was switched off a short while ago; it may be reset again in 24 s"));

    bench.time.pass(Duration.ofSeconds(25));
    CompletableFuture<PowerOutcome> again = reset("alice");
    bench.time.pass(CYCLE);
    assertThat(of(again).isDone()).isTrue();
  }

  @Test
  void aBootThatIsUnderWayLeavesWholeBeforeTheBoardIsSwitchedOff() {
    bench.look(PowerPolicy.NEVER);
    bench.arrive("alice");
    bench.board.bootTurn().take(BOOT);

    CompletableFuture<PowerOutcome> done = reset("alice");
    bench.time.pass(Duration.ofMillis(10));
    assertThat(bench.done).isEmpty();

    bench.board.bootTurn().release(BOOT);
    bench.time.pass(Duration.ofMillis(10));
    assertThat(bench.done).hasSize(1);
    bench.time.pass(CYCLE);
    assertThat(of(done).isDone()).isTrue();
  }

  @Test
  void aBootThatComesMeanwhileWaitsUntilTheBoardIsOn() {
    bench.look(PowerPolicy.NEVER);
    bench.arrive("alice");
    reset("alice");
    bench.time.pass(Duration.ofMillis(10));

    assertThat(bench.board.bootTurn().take(BOOT)).isFalse();
    bench.time.pass(CYCLE);

    assertThat(bench.board.bootTurn().taken()).as("by that boot").isTrue();
    bench.board.bootTurn().release(BOOT);
    assertThat(bench.board.bootTurn().taken()).isFalse();
  }

  @Test
  void whoseSessionHasEndedMeanwhileComesAfterTheNextHolder() {
    bench.look(
        PowerPolicy.NEVER, new HookSettings(Argv.NOTHING, CareBench.AFTER, Duration.ofSeconds(60)));
    GuestStay alice = bench.arrive("alice");
    bench.holdCommands();
    bench.leave(alice);
    GuestStay bob = bench.arrive("bob");
    CompletableFuture<PowerOutcome> late = reset("alice");

    bench.letCommandsEnd();

    assertThat(of(late)).isEqualTo(new PowerOutcome(Result.HELD, "board ant is in use by bob"));
    assertThat(isReady(bob)).isTrue();
  }

  @Test
  void whoMayNotHaveTheBoardAnyMoreWhenItsTurnHasComeIsRefused() {
    bench.look(
        PowerPolicy.NEVER, new HookSettings(Argv.NOTHING, CareBench.AFTER, Duration.ofSeconds(60)));
    GuestStay alice = bench.arrive("alice");
    bench.holdCommands();
    bench.leave(alice);
    CompletableFuture<PowerOutcome> waits = reset("alice");

    bench.object(Refusal.of(CloseCause.KICKED));
    bench.letCommandsEnd();

    assertThat(of(waits)).isEqualTo(new PowerOutcome(Result.REFUSED, CloseCause.KICKED.sentence()));
    assertThat(bench.done).containsExactly("/after alice released");
  }

  @Test
  void aResetThatIsRefusedLeavesTheReasonWhyTheLastOneFailed() {
    bench.look(PowerPolicy.NEVER);
    bench.arrive("alice");
    CompletableFuture<PowerOutcome> first = reset("alice");
    bench.time.pass(Duration.ofSeconds(1));
    bench.breakSwitch("the BMP is silent");
    bench.time.pass(CYCLE);
    assertThat(of(first).result()).isEqualTo(Result.FAILED);

    assertThat(of(reset("alice")).result()).isEqualTo(Result.TOO_SOON);

    assertThat(bench.board.status())
        .isEqualTo(new BoardStatus(BoardState.FAILED, "the BMP is silent"));
  }

  @Test
  void bootsPassAlsoWhenItCouldNotBeSwitched() {
    bench.look(PowerPolicy.NEVER);
    bench.arrive("alice");
    bench.breakSwitch("the BMP is silent");

    CompletableFuture<PowerOutcome> done = reset("alice");
    bench.time.pass(Duration.ofMillis(10));

    assertThat(of(done).words()).isEqualTo("board ant has failed: the BMP is silent");
    assertThat(bench.board.bootTurn().taken()).isFalse();
  }

  @Test
  void whoMayNotHaveTheBoardAnyMoreWhenItWouldGoOffSwitchesNothing() {
    bench.look(PowerPolicy.NEVER);
    bench.order(PowerOrder.CYCLE, Optional.of("alice"));
    bench.time.pass(CareBench.CYCLE);
    CompletableFuture<PowerOutcome> again = bench.order(PowerOrder.CYCLE);
    bench.object(Refusal.of(CloseCause.ELSEWHERE));

    bench.time.pass(CareBench.CYCLE.multipliedBy(3));

    assertThat(again.join().result()).isEqualTo(Result.REFUSED);
    assertThat(bench.done).hasSize(2);
  }
}
