package org.spinngate.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.ShownLease;
import org.spinngate.server.boot.BootTurn;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.simulated.SimulatedBoard;

/** What boards are is found out on the wire. */
@ExtendWith(LeakExtension.class)
class BoardProbeTest {
  private static final int LONG_ENOUGH = 5;

  private final ProbeBench bench = new ProbeBench();

  @AfterEach
  void stop() {
    bench.close();
  }

  private static void await(Board board, String words) {
    Awaitility.await()
        .atMost(ProbeBench.PATIENCE)
        .untilAsserted(() -> assertThat(board.status().words()).isEqualTo(words));
  }

  @Test
  void aBoardGoesFromUnbootedToBootedAndItsUseIsSeen() throws Exception {
    SimulatedBoard there = bench.start(bench.settings(1));
    Board board = bench.board("ant", there);
    bench.watch(board);

    await(board, "unbooted");

    BootTurn.Taker boot = () -> {};
    board.bootTurn().take(boot);
    assertThat(board.status().words()).isEqualTo("booting");
    BootSender.boot(there.bootAddress(), BootImage.random(1, 2), Duration.ofMillis(5));
    board.bootTurn().release(boot);

    await(board, "booted SC&MP 4.0.0");

    ShownLease.take(board);
    assertThat(board.status().words()).isEqualTo("in use");
    ShownLease.release(board);

    await(board, "booted SC&MP 4.0.0");

    there.powerCycle().syncUninterruptibly();

    await(board, "unbooted");
  }

  @Test
  void aBoardThatDoesNotKnowItsPlaceYetIsBooting() throws Exception {
    SimulatedBoard there =
        bench.start(bench.settings(9).withStartUp(Duration.ZERO, Duration.ofHours(1)));
    Board board = bench.board("ant", there);
    bench.watch(board);

    BootSender.boot(there.bootAddress(), BootImage.random(1, 2), Duration.ofMillis(5));

    await(board, "booting");
  }

  @Test
  void aBoardWhoseCableIsPulledIsUnreachableUntilItIsBack() throws Exception {
    SimulatedBoard there = bench.start(bench.settings(2).booted());
    Board board = bench.board("ant", there);
    bench.watch(board);
    await(board, "booted SC&MP 4.0.0");

    there.unplug().syncUninterruptibly();

    await(board, "unreachable");
    assertThat(board.status().detail()).matches("no answer since .* UTC, no hello heard");

    there.plugIn().syncUninterruptibly();

    await(board, "booted SC&MP 4.0.0");
  }

  @Test
  void aBoardWithoutAServiceIsUnreachableByTheWordOfTheNetwork() throws Exception {
    SimulatedBoard there = bench.start(bench.settings(3).booted());
    Board board = bench.board("ant", there);
    there.close().syncUninterruptibly();

    bench.watch(board);

    await(board, "unreachable");
    assertThat(board.status().detail()).isEqualTo("ICMP: port unreachable");
  }

  @Test
  void nobodyIsAskedWhileTheBoardsMayBeAnothers() throws Exception {
    SimulatedBoard there = bench.start(bench.settings(6).booted());
    AtomicInteger rounds = new AtomicInteger();
    bench.tenure(() -> rounds.incrementAndGet() > LONG_ENOUGH);
    Board board = bench.board("ant", there);
    bench.watch(board);

    await(board, "booted SC&MP 4.0.0");

    assertThat(rounds).hasValueGreaterThan(LONG_ENOUGH);
    assertThat(there.counters().scp().datagrams()).isLessThanOrEqualTo(rounds.get() - LONG_ENOUGH);
  }

  @Test
  void nobodyIsAskedWhomSomebodyHas() throws Exception {
    SimulatedBoard asked = bench.start(bench.settings(4).booted());
    SimulatedBoard left = bench.start(bench.settings(5).booted());
    Board free = bench.board("free", asked);
    Board taken = bench.board("taken", left);
    ShownLease.take(taken);
    bench.watch(taken, free);

    Awaitility.await()
        .atMost(ProbeBench.PATIENCE)
        .until(() -> asked.counters().scp().datagrams() >= LONG_ENOUGH);

    assertThat(left.counters().scp().datagrams()).isZero();

    ShownLease.release(taken);

    await(taken, "booted SC&MP 4.0.0");
  }

  @Test
  void aDisabledBoardIsAskedNevertheless() throws Exception {
    SimulatedBoard there = bench.start(bench.settings(6).booted());
    Board board = bench.board("ant", there);
    board.disable("new fan");
    bench.watch(board);

    Awaitility.await()
        .atMost(ProbeBench.PATIENCE)
        .until(() -> there.counters().scp().datagrams() >= LONG_ENOUGH);

    assertThat(board.status().state()).isEqualTo(BoardState.DISABLED);
    board.enable();
    await(board, "booted SC&MP 4.0.0");
  }

  @Test
  void theHelloOfABoardThatNobodyConfiguredIsNotBelieved() throws Exception {
    SimulatedBoard known = bench.start(bench.settings(7));
    SimulatedBoard stranger = bench.start(bench.settings(8));
    Board silent = bench.board("silent", stranger);
    Board board = bench.board("ant", known);
    bench.watch(board);

    await(board, "unbooted");

    assertThat(silent.status().state()).isEqualTo(BoardState.UNKNOWN);
  }
}
