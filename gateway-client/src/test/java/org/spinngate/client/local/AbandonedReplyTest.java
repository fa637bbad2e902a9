package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.DropReason;

/** Which replies an application no longer waits for. */
class AbandonedReplyTest {
  private final ReplyGuard guard = new ReplyGuard();
  private long now = Long.MAX_VALUE - 77;

  private void ask(int sequence) {
    guard.asked(ReplyGuardTest.request(sequence, 0), now);
  }

  private @Nullable DropReason answer(int sequence) {
    return guard.refuses(ReplyGuardTest.reply(sequence, 0x80), now);
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void whoHasBegunAnotherRequestNoLongerWantsTheReplyToTheFirst() {
    ask(7);
    pass(100);
    ask(7);
    pass(100);
    ask(8);

    assertThat(answer(7)).isEqualTo(DropReason.ABANDONED_REPLY);
    assertThat(answer(8)).isNull();
    assertThat(answer(7)).isEqualTo(DropReason.ABANDONED_REPLY);
  }

  @Test
  void whoHasOnceHadTwoRequestsOutstandingGetsEveryReply() {
    ask(7);
    pass(5);
    ask(8);
    pass(5_000);
    ask(9);

    assertThat(answer(7)).isNull();
    assertThat(answer(8)).isNull();
    assertThat(answer(9)).isNull();
  }

  @Test
  void whoAsksOnAndOnWithoutWaitingGetsEveryReplyHoweverSlowTheBoard() {
    for (int sequence = 0; sequence < 20; sequence++) {
      ask(sequence);
      pass(100);
      if (sequence >= 3) {
        assertThat(answer(sequence - 3)).isNull();
      }
    }
  }

  @Test
  void whoHasAskedOneAtATimeForLongIsTakenForThatAgain() {
    ask(1000);
    ask(1001);
    answer(1000);
    answer(1001);
    for (int sequence = 0; sequence < 40; sequence++) {
      ask(sequence);
      answer(sequence);
    }

    ask(500);
    pass(100);
    ask(500);
    pass(100);
    ask(501);

    assertThat(answer(500)).isEqualTo(DropReason.ABANDONED_REPLY);
  }

  @Test
  void whatWasAskedBeforeAPauseMayHaveBeenGivenUp() {
    ask(7);
    pass(2_000);

    guard.stoodStill();

    assertThat(answer(7)).isEqualTo(DropReason.ABANDONED_REPLY);
    ask(7);
    assertThat(answer(7)).as("not if it is asked again").isNull();
  }

  @Test
  void whoComesBackToAnEarlierRequestHasHadBothOutstanding() {
    ask(7);
    pass(200);
    ask(8);
    pass(800);
    ask(7);
    ask(8);

    pass(5_000);
    assertThat(answer(8)).isNull();
    assertThat(answer(7)).isNull();
  }

  @Test
  void whoDoesNotAskAgainInItsOwnTimeHasGivenUp() {
    ask(7);
    pass(100);
    ask(7);
    pass(100);
    ask(7);
    pass(101);

    assertThat(answer(7)).isEqualTo(DropReason.ABANDONED_REPLY);
    assertThat(answer(7)).isEqualTo(DropReason.ABANDONED_REPLY);
  }

  @Test
  void whoHasAskedOnlyOnceMayWaitHoweverLong() {
    ask(7);
    pass(20_000);

    assertThat(answer(7)).isNull();
  }

  @Test
  void whoAsksAfterAllIsAnswered() {
    ask(7);
    pass(100);
    ask(7);
    pass(150);
    answer(7);

    ask(7);

    pass(50);
    assertThat(answer(7)).isNull();
  }

  @Test
  void copiesOfARequestAreNotTakenForImpatience() {
    ask(7);
    pass(1);
    ask(7);
    pass(300);

    assertThat(answer(7)).isNull();
  }
}
