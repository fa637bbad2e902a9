package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerSource;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.testing.LogCapture;

/**
 * Each thing that can go wrong with a board's power: what the board is then, what one who wants it
 * hears, the one line in the log, and that all is well when the fault is gone.
 */
@ExtendWith(LeakExtension.class)
class PowerFaultsTest {
  private static final PowerTimes TIMES =
      new PowerTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10));

  /** As long as a cycle that waits for its interval, with a BMP that answers late. */
  private static final Duration LONG = Duration.ofSeconds(160);

  private static final Argv FINE = new Argv(List.of("/bin/sh", "-c", "exit 0"));

  private static final String AT = "BMP 127.9.9.9:17893: ";

  @TempDir Path folder;

  private final FrameBench frame = new FrameBench(2, TIMES);
  private final Board board = frame.boards.get(0);
  private final LogCapture log = new LogCapture("org.spinngate.server.power");

  @AfterEach
  void close() {
    frame.close();
    log.close();
  }

  private void useAndLeave() {
    BoardHooks.Stay alice = frame.arrive(board, "alice");
    assertThat(FrameBench.isReady(alice)).isTrue();
    alice.end(CloseCause.RELEASED);
  }

  /** It has a minute for what it was told, and a cycle may have to wait for that. */
  private void passUntilFailed() {
    for (int seconds = 0; frame.state(0) != BoardState.FAILED && seconds < 100; seconds++) {
      frame.pass(Duration.ofSeconds(1));
    }
  }

  private void assertServed(String user) {
    BoardHooks.Stay stay = frame.arrive(board, user);
    frame.pass(LONG);
    assertThat(FrameBench.isReady(stay)).as(user).isTrue();
    assertThat(frame.bmp.hasPower(0)).isTrue();
    assertThat(frame.state(0)).isNotIn(BoardState.FAILED, BoardState.POWERING, BoardState.OFF);
  }

  private void assertFailed(String reason) {
    assertThat(board.status()).isEqualTo(new BoardStatus(BoardState.FAILED, reason));
    assertThat(FrameBench.refusal(frame.arrive(board, "bob")))
        .contains(new Refusal(CloseCause.BOARD_FAILED, "board b0 has failed: " + reason));
    assertThat(log.lines("has failed")).containsExactly("board b0 has failed: " + reason);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("silent", PlayedBmp::silent, "it does not answer"),
        fault("refuses", PlayedBmp::refuses, "it refuses with return code 0x84"),
        fault(
            "no BMP",
            bmp -> bmp.calledOtherwise("SC&MP/SpiNNaker\0004.0.0\0"),
            "what answers there is no BMP, but 'SC&MP 4.0.0'"),
        fault("too late", bmp -> bmp.lateBy(Duration.ofMinutes(5)), "it does not answer"));
  }

  private static Arguments fault(String name, Consumer<PlayedBmp> breaks, String words) {
    return arguments(name, breaks, words);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aBmpThatFailsMakesTheBoardFailedAndIsTriedAgain(
      String name, Consumer<PlayedBmp> breaks, String words) {
    frame.policy(PowerPolicy.BETWEEN_USERS);
    breaks.accept(frame.bmp);
    useAndLeave();
    passUntilFailed();

    assertFailed(AT + words);
    frame.bmp.mend();
    frame.pass(Duration.ofSeconds(61));
    assertServed("carol");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aBmpThatFailsInMidCycleLeavesNoBoardOff(
      String name, Consumer<PlayedBmp> breaks, String words) {
    frame.policy(PowerPolicy.BETWEEN_USERS);
    useAndLeave();
    frame.pass(Duration.ofSeconds(10));
    assertThat(frame.bmp.hasPower(0)).isFalse();
    breaks.accept(frame.bmp);
    passUntilFailed();

    assertFailed(AT + words);
    frame.bmp.mend();
    CompletableFuture<PowerOutcome> tried = frame.order(board, PowerOrder.CYCLE);
    frame.pass(LONG);

    assertThat(tried.join().isDone()).isTrue();
    assertServed("carol");
  }

  @Test
  void aBmpThatAnswersLateOrLosesDatagramsIsWaitedFor() {
    frame.policy(PowerPolicy.BETWEEN_USERS);
    frame.bmp.lateBy(Duration.ofMillis(9_500));
    frame.bmp.loses(2);
    useAndLeave();

    assertServed("bob");

    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
    assertThat(log.lines("has failed")).isEmpty();
  }

  @Test
  void aFailedBoardConcernsNoOtherOfItsFrame() {
    frame.policy(PowerPolicy.BETWEEN_USERS);
    frame.bmp.refuses();
    useAndLeave();
    frame.pass(Duration.ofSeconds(5));

    assertThat(FrameBench.isReady(frame.arrive(frame.boards.get(1), "bob"))).isTrue();
    assertThat(frame.state(0)).isEqualTo(BoardState.FAILED);
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        arguments(List.of("/no/such/pdu"), "/no/such/pdu cannot be run: "),
        arguments(List.of("/bin/sh", "-c", "sleep 60"), "/bin/sh was not done in 300 ms"),
        arguments(List.of("/bin/sh", "-c", "exit 3"), "/bin/sh ended with exit code 3"),
        arguments(
            List.of("/bin/sh", "-c", "while :; do echo flood; done"),
            "/bin/sh was not done in 300 ms"));
  }

  private static PowerTimes quick(Duration offTime) {
    Duration none = Duration.ZERO;
    return new PowerTimes(none, offTime, Duration.ofMillis(300), none, none);
  }

  private static PowerSource commands(Argv off) {
    return new PowerSource.Commands(FINE, off);
  }

  @DisabledOnOs(OS.WINDOWS)
  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void aCommandThatFailsMakesTheBoardFailedAndIsRunAgain(List<String> off, String words) {
    FrameBench bench = new FrameBench(quick(Duration.ZERO), CareJournal.none());
    bench.source(commands(new Argv(off)), PowerPolicy.BETWEEN_USERS);
    bench.arrive(bench.boards.get(0), "alice").end(CloseCause.RELEASED);

    await().until(() -> bench.state(0) == BoardState.FAILED);
    assertThat(bench.boards.get(0).status().detail()).startsWith(words);
    assertThat(log.lines("has failed")).hasSize(1);
    assertThat(log.lines("flood").size()).isLessThanOrEqualTo(5);

    bench.source(commands(FINE), PowerPolicy.BETWEEN_USERS);
    BoardHooks.Stay bob = bench.arrive(bench.boards.get(0), "bob");
    await().until(() -> FrameBench.isReady(bob));
    bench.close();
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void aGatewayThatIsKilledInMidCycleFinishesItAtItsNextStart() throws Exception {
    Path file = folder.resolve("power");
    Files.writeString(file, "b0\tcycling\n");
    try (Disk disk = new Disk()) {
      FrameBench bench = new FrameBench(quick(Duration.ZERO), CareJournal.open(file, disk));
      bench.source(commands(FINE), PowerPolicy.NEVER);

      await().untilAsserted(() -> assertThat(file).hasContent(""));
      assertThat(log.lines()).contains("board b0: power-cycled");
      bench.close();
    }
  }

  @DisabledOnOs(OS.WINDOWS)
  @Test
  void aServerThatStopsInMidCycleLeavesTheRestToTheNextOne() throws Exception {
    Path file = folder.resolve("power");
    try (Disk disk = new Disk()) {
      FrameBench bench = new FrameBench(quick(Duration.ofMinutes(5)), CareJournal.open(file, disk));
      bench.source(commands(FINE), PowerPolicy.BETWEEN_USERS);
      BoardHooks.Stay alice = bench.arrive(bench.boards.get(0), "alice");
      await().until(() -> FrameBench.isReady(alice));
      alice.end(CloseCause.RELEASED);
      await().untilAsserted(() -> assertThat(file).hasContent("b0\tcycling\n"));
      CompletableFuture<PowerOutcome> waits = bench.order(bench.boards.get(0), PowerOrder.CYCLE);

      bench.close();

      assertThat(waits.join().result()).isEqualTo(PowerOutcome.Result.STOPPING);
      assertThat(file).hasContent("b0\tcycling\n");
    }
  }

  @Test
  void aReloadInMidCycleLetsItComeToItsEnd() {
    frame.policy(PowerPolicy.BETWEEN_USERS);
    useAndLeave();
    frame.pass(Duration.ofSeconds(10));

    frame.policy(PowerPolicy.NEVER);
    assertServed("bob");

    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseCause.class,
      names = {"KICKED", "RELEASED", "STOPPING", "LOST", "REVOKED"})
  void whoIsSentAwayOrGoesWhileTheBoardIsPreparedLeavesItClean(CloseCause cause) {
    frame.policy(PowerPolicy.BETWEEN_USERS);
    useAndLeave();
    BoardHooks.Stay bob = frame.arrive(board, "bob");
    frame.pass(Duration.ofSeconds(10));
    assertThat(frame.news).contains("bob: power-cycling b0, about 35 s");

    bob.end(cause);
    frame.pass(Duration.ofSeconds(40));

    assertThat(FrameBench.isReady(bob)).isFalse();
    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
    BoardHooks.Stay carol = frame.arrive(board, "carol");
    assertThat(FrameBench.isReady(carol)).as("nobody has used it").isTrue();
  }
}
