package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.scp.RequestWindow;
import org.spinngate.server.session.SessionBench;

/** For how long a server goes on handing over what it has. */
@ExtendWith(LeakExtension.class)
class DrainTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final SessionBench bench = SessionBench.usual();
  private final Deque<Boolean> answers = new ArrayDeque<>();
  private final Drain drain =
      new Drain(bench.sessions(), bench.supervision(), this::handOver, () -> 0);
  private int calls;
  private boolean boots;

  /** As was played, and somebody is in a hurry once all is told. */
  private boolean handOver() {
    calls++;
    boots = false;
    if (answers.size() == 1) {
      drain.hurry();
    }
    return answers.remove();
  }

  /** Runs with one session, and these answers of who hands over. */
  private void run(Duration deadline, BooleanSupplier done, Boolean... played) {
    answers.addAll(List.of(played));
    bench.visit("alice");
    drain.run(deadline, done, waiting -> {});
  }

  @Test
  void sessionsWhoseBoardsRestFirstAreHandedOverThoughNothingElseIsWaitedFor() {
    run(TEN_SECONDS, () -> true, true, true, false);

    assertThat(calls).isEqualTo(3);
  }

  @Test
  void aRequestInFlightIsAnsweredBeforeItsSessionGoesOnElsewhere() {
    bench.visit("alice");
    RequestWindow window = bench.board().requestWindow();
    RequestWindow.Requester flow = () -> {};
    assertThat(window.takeOrWait(flow, 1, bench.time().nanoTime())).isTrue();
    Drain bySignal =
        new Drain(
            bench.sessions(),
            bench.supervision(),
            () -> {
              calls++;
              if (calls == 2) {
                assertThat(bench.sessions().count()).isOne();
                window.answered(flow, 1, bench.time().nanoTime());
              }
              return bench.supervision().handOver(bench.time().nanoTime());
            },
            () -> 0);

    bySignal.run(TEN_SECONDS, () -> true, waiting -> {});

    assertThat(bench.sessions().count()).isZero();
  }

  @Test
  void whoseBootEndsMeanwhileIsHandedOverToo() {
    boots = true;

    run(TEN_SECONDS, () -> !boots, false, true, true, false);

    assertThat(calls).isEqualTo(4);
  }

  @Test
  void whereNobodyTakesThemNothingIsWaitedFor() {
    run(TEN_SECONDS, () -> true, false, false);

    assertThat(calls).isOne();
  }

  @Test
  void afterADeadlineThatIsOverAtOnceThereIsTimeForABoardToRest() {
    run(Duration.ZERO, () -> true, true, true, false);

    assertThat(calls).isEqualTo(3);
  }

  @Test
  void whoIsInAHurryDoesNotWaitForAnyBoard() {
    drain.hurry();

    run(TEN_SECONDS, () -> true, true, true);

    assertThat(calls).isOne();
  }
}
