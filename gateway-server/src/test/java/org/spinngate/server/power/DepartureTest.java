package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.lease.BoardHooks;

/** Between the end of a lease and what is done after it nobody takes a board for idle. */
class DepartureTest {
  private static final Duration CYCLE = Duration.ofSeconds(40);

  private final FrameBench frame =
      new FrameBench(
          1,
          new PowerTimes(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofSeconds(60),
              Duration.ofSeconds(60),
              Duration.ofMinutes(10)));
  private final Board board = frame.boards.get(0);

  @AfterEach
  void close() {
    frame.close();
  }

  @Test
  void aBoardIsBusyFromTheMomentInWhichItsUserLeavesUntilAllIsDone() {
    frame.policy(PowerPolicy.BETWEEN_USERS);
    BoardHooks.Stay alice = frame.arrive(board, "alice");

    alice.end(CloseCause.RELEASED);
    assertThat(board.upkeep().isUnderWay()).as("before its caretaker knows").isTrue();
    assertThat(board.upkeep().isDue()).isTrue();
    frame.time.run();
    assertThat(board.upkeep().isUnderWay()).as("a power cycle").isTrue();
    frame.pass(CYCLE);

    assertThat(board.upkeep().isUnderWay()).isFalse();
    assertThat(board.upkeep().isDue()).isFalse();
  }

  @Test
  void whoLeavesABoardThatNobodyLooksAfterLeavesNothingToDo() {
    frame.lookAfterNone();

    frame.arrive(board, "alice").end(CloseCause.RELEASED);

    assertThat(board.upkeep().isUnderWay()).isFalse();
  }
}
