package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.power.CareBench.CYCLE;
import static org.spinngate.server.power.CareBench.answer;
import static org.spinngate.server.power.CareBench.isReady;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.lease.Refusal;

/** What becomes of a board that cannot be made ready, and of who wants it. */
class CareFailureTest {
  private final CareBench bench = new CareBench();

  @Test
  void whatSwitchesItInVainMakesItFailedUntilItIsTriedAgain() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.breakSwitch("the BMP is silent");
    bench.leave(bench.arrive("alice"));
    bench.time.pass(Duration.ofMillis(10));

    assertThat(bench.board.status())
        .isEqualTo(new BoardStatus(BoardState.FAILED, "the BMP is silent"));
    assertThat(answer(bench.arrive("bob")))
        .contains(new Refusal(CloseCause.BOARD_FAILED, "board ant has failed: the BMP is silent"));
    assertThat(bench.done).as("it is left alone").hasSize(1);

    bench.mend();
    bench.time.jump(Duration.ofSeconds(61));
    GuestStay carol = bench.arrive("carol");
    bench.time.pass(CYCLE);

    assertThat(isReady(carol)).isTrue();
    assertThat(bench.state()).isNotEqualTo(BoardState.FAILED);
  }

  @Test
  void anOperatorWhoEnablesItHasItTriedAgainAtOnce() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.breakSwitch("the BMP is silent");
    bench.leave(bench.arrive("alice"));
    bench.time.pass(Duration.ofMillis(10));
    assertThat(bench.state()).isEqualTo(BoardState.FAILED);

    bench.mend();
    bench.enable();
    bench.time.pass(CYCLE.plusSeconds(60));

    assertThat(bench.done).hasSize(3);
    assertThat(bench.state()).isNotEqualTo(BoardState.FAILED);
  }

  @Test
  void whoWaitsWhenItFailsIsRefused() {
    bench.look(PowerPolicy.BETWEEN_USERS);
    bench.leave(bench.arrive("alice"));
    GuestStay bob = bench.arrive("bob");
    bench.breakSwitch("the supply is gone");

    bench.time.pass(CYCLE);

    assertThat(answer(bob))
        .contains(new Refusal(CloseCause.BOARD_FAILED, "board ant has failed: the supply is gone"));
  }

  @Test
  void commandsAreRunBeforeAndAfterEachSession() {
    bench.look(
        PowerPolicy.BETWEEN_USERS,
        new HookSettings(CareBench.BEFORE, CareBench.AFTER, Duration.ofSeconds(60)));

    bench.leave(bench.arrive("alice"));
    bench.time.pass(CYCLE);
    bench.arrive("bob");

    assertThat(bench.done)
        .containsExactly(
            "/before alice ",
            "/after alice released",
            "OFF alice released",
            "ON alice released",
            "/before bob ");
  }

  @Test
  void whoGoesWhileItsBeforeSessionRunsHasItsAfterSession() {
    bench.look(
        PowerPolicy.NEVER,
        new HookSettings(CareBench.BEFORE, CareBench.AFTER, Duration.ofSeconds(60)));
    bench.holdCommands();
    GuestStay alice = bench.arrive("alice");
    bench.leave(alice);
    assertThat(bench.done).containsExactly("/before alice ");

    bench.letCommandsEnd();
    GuestStay bob = bench.arrive("bob");

    assertThat(bench.done)
        .containsExactly("/before alice ", "/after alice released", "/before bob ");
    assertThat(isReady(bob)).isTrue();
  }

  @Test
  void whoGoesBeforeAnythingHasBegunHasNoAfterSession() {
    bench.look(
        PowerPolicy.BETWEEN_USERS,
        new HookSettings(CareBench.BEFORE, CareBench.AFTER, Duration.ofSeconds(60)));
    bench.leave(bench.arrive("alice"));

    bench.leave(bench.arrive("bob"));
    bench.time.pass(CYCLE);

    assertThat(bench.done).noneMatch(line -> line.contains("bob"));
  }

  @Test
  void aCommandThatFailsMakesTheBoardFailedAndIsRunAgain() {
    bench.look(
        PowerPolicy.NEVER, new HookSettings(Argv.NOTHING, CareBench.AFTER, Duration.ofSeconds(60)));
    bench.breakCommands("/after ended with exit code 3");
    bench.leave(bench.arrive("alice"));
    bench.time.run();
    assertThat(bench.state()).isEqualTo(BoardState.FAILED);

    bench.mend();
    bench.time.jump(Duration.ofSeconds(61));
    GuestStay bob = bench.arrive("bob");
    bench.time.run();

    assertThat(bench.done).containsExactly("/after alice released", "/after alice released");
    assertThat(isReady(bob)).isTrue();
  }
}
