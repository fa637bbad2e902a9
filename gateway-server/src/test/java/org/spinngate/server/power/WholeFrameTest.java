package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.lease.BoardHooks;

/** A frame of 24 boards that are off when nobody has them, and ten users all day long. */
@ExtendWith(LeakExtension.class)
class WholeFrameTest {
  private static final int BOARDS = 24;
  private static final int USERS = 10;
  private static final Duration OFF_AFTER = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofMillis(50);

  /** Off-time, interval and settle of one board, and what the frame takes to do as it is told. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(100);

  private static final PowerTimes TIMES =
      new PowerTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          OFF_AFTER);

  private final FrameBench frame = new FrameBench(BOARDS, TIMES);
  private final Random random = new Random(17);
  private final List<User> users = new ArrayList<>();

  @AfterEach
  void close() {
    frame.close();
  }

  /** One who has a board for a while, and then another one. */
  private final class User {
    private final String name;
    private Optional<Board> board = Optional.empty();
    private Optional<BoardHooks.Stay> stay = Optional.empty();
    private Duration waited = Duration.ZERO;
    private long left;
    private int visits;

    User(String name) {
      this.name = name;
    }

    boolean has(Board one) {
      return board.equals(Optional.of(one));
    }

    void act() {
      if (stay.isEmpty() && left-- <= 0) {
        take(free());
      } else if (stay.isPresent() && !FrameBench.isReady(stay.get())) {
        waited = waited.plus(STEP);
        assertThat(waited).as(name).isLessThan(LONGEST_WAIT);
      } else if (stay.isPresent()) {
        assertThat(frame.bmp.hasPower(frame.boards.indexOf(board.orElseThrow()))).isTrue();
        goIfDone();
      }
    }

    private void take(Board one) {
      board = Optional.of(one);
      stay = Optional.of(frame.arrive(one, name));
      waited = Duration.ZERO;
      left = steps(5, 400);
      visits++;
    }

    private void goIfDone() {
      if (left-- <= 0) {
        go();
      }
    }

    void go() {
      stay.ifPresent(one -> one.end(CloseCause.RELEASED));
      stay = Optional.empty();
      board = Optional.empty();
      left = steps(1, 200);
    }
  }

  private long steps(int fromSeconds, int toSeconds) {
    return Duration.ofSeconds(fromSeconds + random.nextInt(toSeconds - fromSeconds))
        .dividedBy(STEP);
  }

  private Board free() {
    List<Board> free =
        frame.boards.stream()
            .filter(board -> users.stream().noneMatch(user -> user.has(board)))
            .toList();
    return free.get(random.nextInt(free.size()));
  }

  @Test
  void nobodyLosesPowerOrWaitsForOthersAndBoardsGoOffAfterTheLast() {
    frame.policy(PowerPolicy.ON_DEMAND);
    for (int i = 0; i < USERS; i++) {
      users.add(new User("user-" + i));
    }

    for (long step = Duration.ofMinutes(40).dividedBy(STEP); step > 0; step--) {
      users.forEach(User::act);
      frame.step();
    }

    assertThat(frame.bmp.overlaps()).as("one thing at a time").isZero();
    assertThat(users).allMatch(user -> user.visits > 3);
    assertThat(frame.bmp.commands()).hasSizeGreaterThan(10);
    users.forEach(User::go);
    frame.pass(OFF_AFTER.plus(LONGEST_WAIT));
    for (int slot = 0; slot < BOARDS; slot++) {
      assertThat(frame.bmp.hasPower(slot)).as("b%d", slot).isFalse();
      assertThat(frame.state(slot)).isEqualTo(BoardState.OFF);
    }
  }
}
