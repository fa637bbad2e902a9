package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.Refusal;

/** What becomes of a board's power when the operator describes it otherwise, or not at all. */
@ExtendWith(LeakExtension.class)
class BoardReloadTest {
  private static final Duration CYCLE = Duration.ofSeconds(40);
  private static final PowerTimes TIMES =
      new PowerTimes(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10));

  private final FrameBench frame = new FrameBench(1, TIMES);
  private final Board board = frame.boards.get(0);
  private final Board corrected = FrameBench.board("b0", 40);

  @AfterEach
  void close() {
    frame.close();
  }

  private void describe(Board one, int slot) {
    frame.described(Map.of(one, slot), PowerPolicy.BETWEEN_USERS);
  }

  private void remove() {
    frame.described(Map.of(), PowerPolicy.BETWEEN_USERS);
  }

  private BoardHooks.Stay arriveReady(Board one, String user) {
    BoardHooks.Stay stay = frame.arrive(one, user);
    assertThat(FrameBench.isReady(stay)).as(user).isTrue();
    return stay;
  }

  private void leave(BoardHooks.Stay stay) {
    stay.end(CloseCause.RELEASED);
    frame.time.run();
  }

  private PowerOutcome.Result cycled(Board one) {
    CompletableFuture<PowerOutcome> done = frame.order(one, PowerOrder.CYCLE);
    assertThat(done).isCompleted();
    return done.join().result();
  }

  /** A second cycle waits until the board may be switched off again. */
  private void letACycleWait() {
    describe(board, 0);
    leave(arriveReady(board, "alice"));
    frame.pass(CYCLE);
    leave(arriveReady(board, "bob"));
    frame.pass(Duration.ofSeconds(1));
    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
  }

  private void assertCycledOnceMoreAndNotUnderCarol(Board now) {
    BoardHooks.Stay carol = frame.arrive(now, "carol");
    frame.pass(CYCLE.multipliedBy(2));
    assertThat(FrameBench.isReady(carol)).isTrue();
    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1", "off 1", "on 1");
    frame.pass(CYCLE.multipliedBy(2));
    assertThat(frame.bmp.commands()).hasSize(4);
  }

  @Test
  void aCycleThatWaitsGoesOnAtTheAddressThatTheBoardHasNowAndNotUnderAnybody() {
    letACycleWait();
    describe(corrected, 0);
    assertCycledOnceMoreAndNotUnderCarol(corrected);
  }

  @Test
  void aCycleThatIsUnderWayIsNotBegunAgainBeside() {
    describe(board, 0);
    leave(arriveReady(board, "alice"));
    frame.pass(Duration.ofSeconds(10));
    assertThat(frame.bmp.commands()).containsExactly("off 1");

    describe(corrected, 0);
    BoardHooks.Stay bob = frame.arrive(corrected, "bob");
    frame.pass(CYCLE);

    assertThat(FrameBench.isReady(bob)).isTrue();
    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
  }

  @Test
  void aBoardThatIsTakenOutAndPutBackIsCycledWhenSomebodyWantsIt() {
    letACycleWait();
    remove();
    frame.pass(CYCLE);
    assertThat(frame.bmp.commands()).as("it is nobody's").hasSize(2);

    describe(board, 0);
    assertCycledOnceMoreAndNotUnderCarol(board);
  }

  @Test
  void aBoardIsKnownByItsSlotUnderAnotherNameToo() {
    letACycleWait();
    Board renamed = FrameBench.board("ant", 41);
    describe(renamed, 0);
    assertCycledOnceMoreAndNotUnderCarol(renamed);
  }

  @Test
  void aBoardThatIsTakenOutInMidCycleComesOnAgain() {
    describe(board, 0);
    leave(arriveReady(board, "alice"));
    frame.pass(Duration.ofSeconds(10));

    remove();
    frame.pass(CYCLE);

    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
  }

  @Test
  void whoKeepsTheBoardWhileItIsTakenOutAndPutBackIsNotSwitchedOff() {
    describe(board, 0);
    BoardHooks.Stay alice = arriveReady(board, "alice");

    remove();
    describe(board, 0);

    assertThat(cycled(board)).isEqualTo(PowerOutcome.Result.HELD);
    leave(alice);
    frame.pass(CYCLE);
    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
  }

  @Test
  void whoHasTheBoardAtItsFormerAddressIsNotSwitchedOff() {
    describe(board, 0);
    BoardHooks.Stay alice = arriveReady(board, "alice");

    describe(corrected, 0);
    leave(frame.arrive(corrected, "bob"));
    frame.pass(CYCLE);
    assertThat(cycled(corrected)).isEqualTo(PowerOutcome.Result.HELD);
    assertThat(frame.bmp.commands()).isEmpty();

    leave(alice);
    frame.pass(CYCLE);
    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
  }

  @Test
  void whoLeavesWhileTheBoardIsTakenOutLeavesItForGood() {
    describe(board, 0);
    BoardHooks.Stay alice = arriveReady(board, "alice");

    remove();
    leave(alice);
    describe(board, 0);
    BoardHooks.Stay bob = frame.arrive(board, "bob");
    frame.pass(CYCLE);

    assertThat(FrameBench.isReady(bob)).isTrue();
    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
  }

  @Test
  void whoHasABoardThatNobodyLooksAfterIsKnownWhenItGetsPowerAndAnotherAddress() {
    frame.lookAfterNone();
    BoardHooks.Stay alice = arriveReady(board, "alice");

    describe(corrected, 0);
    assertThat(cycled(corrected)).isEqualTo(PowerOutcome.Result.HELD);
    leave(alice);
    frame.pass(CYCLE);

    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
  }

  @Test
  void whoHasABoardThatNobodyLooksAfterIsKnownWhenItTurnsOutToBeOneThatWasTakenOut() {
    describe(board, 0);
    remove();
    Board renamed = FrameBench.board("ant", 41);
    BoardHooks.Stay alice = arriveReady(renamed, "alice");

    describe(renamed, 0);
    assertThat(cycled(renamed)).isEqualTo(PowerOutcome.Result.HELD);
    leave(alice);
    frame.pass(CYCLE);

    assertThat(frame.bmp.commands()).containsExactly("off 1", "on 1");
  }

  @Test
  void whoStillKnowsABoardByItsFormerAddressMeetsTheOneWhoLooksAfterIt() {
    describe(board, 0);
    leave(arriveReady(board, "alice"));
    describe(corrected, 0);

    BoardHooks.Stay bob = frame.arrive(board, "bob");
    assertThat(FrameBench.isReady(bob)).as("before the power cycle").isFalse();
    frame.pass(CYCLE);

    assertThat(FrameBench.isReady(bob)).isTrue();
    assertThat(cycled(corrected)).isEqualTo(PowerOutcome.Result.HELD);
  }

  @Test
  void whoStillKnowsABoardThatIsTakenOutDoesNotGetIt() {
    describe(board, 0);
    remove();

    assertThat(FrameBench.refusal(frame.arrive(board, "bob")).map(Refusal::cause))
        .contains(CloseCause.REVOKED);
  }

  @Test
  void whoWaitsForABoardThatIsTakenOutHearsIt() {
    describe(board, 0);
    leave(arriveReady(board, "alice"));
    BoardHooks.Stay bob = frame.arrive(board, "bob");

    remove();

    assertThat(FrameBench.refusal(bob))
        .contains(new Refusal(CloseCause.REVOKED, "board b0 was withdrawn by the operator"));
  }

  @Test
  void whoWaitsForABoardWhenTheServerStopsHearsItAndSoDoesWhoComesTooLate() {
    describe(board, 0);
    leave(arriveReady(board, "alice"));
    BoardHooks.Stay bob = frame.arrive(board, "bob");

    frame.stop();

    assertThat(FrameBench.refusal(bob)).contains(Refusal.of(CloseCause.STOPPING));
    assertThat(FrameBench.refusal(frame.arrive(board, "carol")))
        .contains(Refusal.of(CloseCause.STOPPING));
  }
}
