package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.Upkeep;
import org.spinngate.server.power.PowerSwitch.Power;
import org.spinngate.server.testing.TestLoop;

/** What is known of a board's power, and what the next process would know. */
class BoardPowerTest {
  private static final PowerSwitch.Gate OPEN = new PlayedGate(Integer.MAX_VALUE);

  private static final Care NOTHING_SWITCHES_IT = care(Optional.empty());

  private static final CareState USED = new CareState(true, Supply.ON);
  private static final CareState OFF = new CareState(false, Supply.OFF);
  private static final CareState CYCLING = new CareState(false, Supply.CYCLING);

  private final TestLoop time = new TestLoop();
  private final CareJournal journal = CareJournal.none();
  private final List<String> turned = new ArrayList<>();
  private final Board ant = board("ant", "127.0.0.2");
  private boolean inUse;
  private final BoardPower power = power(ant);
  private final PowerSequence sequence = sequence(power);
  private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
  private final Care care = care(Optional.of(new NotingSwitch()));

  /** Lets pass what waits, so many times. */
  private static final class PlayedGate implements PowerSwitch.Gate {
    private int times;
    private boolean ours = true;

    PlayedGate(int times) {
      this.times = times;
    }

    @Override
    public CompletionStage<Void> pass(Power to) {
      return times-- > 0
          ? CompletableFuture.completedFuture(null)
          : CompletableFuture.failedFuture(PowerFailure.dropped("somebody has it"));
    }

    @Override
    public boolean isOurs() {
      return ours;
    }
  }

  private final class NotingSwitch implements PowerSwitch {
    @Override
    public CompletionStage<Void> turn(
        Power to, Occasion occasion, Duration timeout, BooleanSupplier ours) {
      turned.add(to + " " + occasion.board() + " " + occasion.host());
      return answer;
    }

    @Override
    public String words() {
      return "a switch";
    }
  }

  private static Board board(String name, String host) {
    return new Board(
        name,
        new Board.Addresses(new InetSocketAddress(host, 17893), new InetSocketAddress(host, 54321)),
        false,
        new Board.Handling(true, Duration.ofMillis(10), 8, true),
        "");
  }

  private static Care care(Optional<PowerSwitch> power) {
    Upkeep upkeep =
        new Upkeep(
            power.map(
                present ->
                    new PowerSettings(
                        new PowerSource.Bmp(new InetSocketAddress("127.0.0.3", 1), 0, false),
                        PowerPolicy.ON_DEMAND,
                        CareBench.TIMES)),
            HookSettings.NONE);
    return new Care(
        upkeep, power, (argv, occasion, timeout, ours) -> CompletableFuture.completedFuture(null));
  }

  private CompletableFuture<Void> switchOff() {
    return switchOff(OPEN);
  }

  private CompletableFuture<Void> switchOff(PowerSwitch.Gate gate) {
    CompletableFuture<Void> done =
        sequence.off(ant, care, Occasion.of(ant), gate).toCompletableFuture();
    time.run();
    return done;
  }

  private BoardPower power(Board board) {
    return new BoardPower(time.loop(), new CareNotes(time.loop(), journal, board), () -> inUse);
  }

  private PowerSequence sequence(BoardPower known) {
    return new PowerSequence(time.loop(), known);
  }

  private CareState noted(String name) {
    return journal.of(board(name, "127.0.0.9"));
  }

  private BoardPower next() {
    return power(ant);
  }

  @Test
  void aBoardIsOffWhenThatIsDoneAndNotBefore() {
    power.use();
    answer = new CompletableFuture<>();

    switchOff();
    assertThat(power.isOff()).isFalse();
    assertThat(noted("ant")).isEqualTo(CYCLING);

    answer.complete(null);
    time.run();
    assertThat(power.isOff()).isTrue();
    assertThat(power.isUsed()).isFalse();
    assertThat(next().isOff()).isTrue();
  }

  @Test
  void aBoardOfWhichNobodyKnowsWhetherItIsOffIsPowerCycledForTheNextOne() {
    power.use();
    answer = CompletableFuture.failedFuture(new PowerFailure("the BMP does not answer"));

    assertThat(switchOff()).isCompletedExceptionally();

    assertThat(power.isOff()).isFalse();
    assertThat(power.isHalfDone()).isTrue();
    assertThat(power.isUsed()).isTrue();
    assertThat(next().isHalfDone()).isTrue();
  }

  @Test
  void aBoardThatSomebodyMayHaveOnceItIsNotedIsNotSwitchedOffAndTheNoteIsTakenBack() {
    power.use();

    assertThat(switchOff(new PlayedGate(1))).isCompletedExceptionally();

    assertThat(turned).isEmpty();
    assertThat(power.isHalfDone()).isFalse();
    assertThat(noted("ant")).isEqualTo(USED);
  }

  @Test
  void ofABoardThatIsLostWhileItIsSwitchedNothingMoreIsNoted() {
    PlayedGate gate = new PlayedGate(2);
    answer = new CompletableFuture<>();
    CompletableFuture<Void> done = switchOff(gate);

    gate.ours = false;
    answer.complete(null);
    time.run();

    assertThat(done).isCompletedExceptionally();
    assertThat(turned).hasSize(1);
    assertThat(noted("ant")).isEqualTo(CYCLING);
  }

  @Test
  void aCommandIsRunForTheBoardAsItIsCalledNow() {
    Occasion before = Occasion.of(board("bee", "127.0.0.9"));

    sequence.cycle(ant, care, before, OPEN, () -> {});
    time.pass(CareBench.CYCLE);

    assertThat(turned).containsExactly("OFF ant 127.0.0.2", "ON ant 127.0.0.2");
  }

  @Test
  void whatIsKnownOfABoardGoesWithItsNameAlsoWhenTwoExchangeTheirs() {
    BoardPower other = power(board("bee", "127.0.0.9"));
    power.use();
    sequence(other).off(board("bee", "127.0.0.9"), care, Occasion.of(ant), OPEN);
    time.run();

    power.described(board("bee", "127.0.0.2"), care);
    other.described(board("ant", "127.0.0.9"), care);

    assertThat(noted("bee")).isEqualTo(USED);
    assertThat(noted("ant")).isEqualTo(OFF);

    power.described(board("cat", "127.0.0.2"), care);
    assertThat(noted("bee")).isEqualTo(CareState.CLEAN);
    assertThat(noted("cat")).isEqualTo(USED);
  }

  @Test
  void aBoardThatNothingSwitchesAnyMoreCountsAsOn() {
    switchOff();

    power.described(ant, NOTHING_SWITCHES_IT);

    assertThat(power.isOff()).isFalse();
    assertThat(power.isHalfDone()).isFalse();
    assertThat(noted("ant")).isEqualTo(CareState.CLEAN);
  }
}
