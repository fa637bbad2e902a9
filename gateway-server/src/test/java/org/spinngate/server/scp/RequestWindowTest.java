package org.spinngate.server.scp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.spinngate.server.scp.RequestWindow.Requester;

class RequestWindowTest {
  private final RequestWindow window = new RequestWindow(2);
  private final List<String> told = new ArrayList<>();
  private final Requester alice = () -> told.add("alice");
  private final Requester bob = () -> told.add("bob");
  private final Requester carol = () -> told.add("carol");
  private long now = -99;

  private boolean take(Requester requester, int sequence) {
    return window.takeOrWait(requester, sequence, now);
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void soManyRequestsGoOutAndNoMore() {
    assertThat(take(alice, 1)).isTrue();
    assertThat(take(bob, 1)).isTrue();
    assertThat(take(alice, 2)).isFalse();
  }

  @Test
  void withoutALimitThereIsNone() {
    assertThat(new RequestWindow(0).limits()).isFalse();
    assertThat(window.limits()).isTrue();
  }

  @Test
  void aReplyFreesTheSlotOfItsRequest() {
    take(alice, 1);
    take(bob, 1);

    window.answered(alice, 2, now);
    window.answered(carol, 1, now);
    assertThat(take(carol, 5)).isFalse();
    window.answered(alice, 1, now);

    assertThat(told).containsExactly("carol");
    assertThat(take(carol, 5)).isTrue();
  }

  @Test
  void whoWaitsIsServedInTheOrderOfComing() {
    take(alice, 1);
    take(alice, 2);
    take(bob, 1);
    take(carol, 1);
    take(bob, 2);

    window.answered(alice, 2, now);
    window.answered(alice, 1, now);

    assertThat(told).containsExactly("bob", "carol");
  }

  @Test
  void aReservedSlotIsForNobodyElse() {
    take(alice, 1);
    take(alice, 2);
    take(bob, 1);
    window.answered(alice, 1, now);

    assertThat(take(carol, 1)).isFalse();
    assertThat(take(bob, 1)).isTrue();
  }

  @Test
  void nobodyOvertakesThoseWhoWait() {
    take(alice, 1);
    take(alice, 2);
    take(bob, 1);
    pass(2560);

    assertThat(take(carol, 1)).isFalse();
    window.handOn(now);

    assertThat(told).containsExactly("bob", "carol");
  }

  @Test
  void whoNoLongerNeedsAReservedSlotPassesItOn() {
    take(alice, 1);
    take(alice, 2);
    take(bob, 1);
    take(carol, 1);
    window.answered(alice, 1, now);

    window.withdraw(bob, now);

    assertThat(told).containsExactly("bob", "carol");
    assertThat(take(carol, 1)).isTrue();
  }

  @Test
  void whoLeavesTheQueueIsNotTold() {
    take(alice, 1);
    take(alice, 2);
    take(bob, 1);

    window.withdraw(bob, now);
    window.answered(alice, 1, now);

    assertThat(told).isEmpty();
    assertThat(take(carol, 1)).isTrue();
  }

  @Test
  void aRequestThatIsNeverAnsweredIsGivenUpWhenTheBoardDoes() {
    take(alice, 1);
    pass(1000);
    take(alice, 2);
    assertThat(window.nanosToExpiry(now)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1560));

    pass(1559);
    assertThat(take(bob, 1)).isFalse();
    pass(1);
    window.handOn(now);

    assertThat(told).containsExactly("bob");
    assertThat(take(bob, 1)).isTrue();
  }

  @Test
  void aRepetitionTakesASlotOfItsOwnAndTheReplyFreesBoth() {
    take(alice, 1);
    pass(500);
    assertThat(take(alice, 1)).isTrue();
    assertThat(take(bob, 1)).isFalse();

    window.answered(alice, 1, now);

    assertThat(take(bob, 1)).isTrue();
    assertThat(take(carol, 1)).isTrue();
  }

  @Test
  void withoutAFreeSlotARepetitionTakesOverThatOfItsRequest() {
    take(alice, 1);
    take(alice, 2);
    pass(1000);
    take(bob, 1);

    assertThat(take(alice, 1)).isTrue();
    assertThat(take(alice, 2)).isTrue();
    pass(1600);
    assertThat(window.nanosToExpiry(now)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(960));
  }

  @Test
  void aCopyOnTheHeelsOfItsRequestIsARequestOfItsOwn() {
    take(alice, 1);
    take(alice, 2);
    pass(89);

    assertThat(take(alice, 1)).isFalse();
  }

  @Test
  void theSlotsOfOneWhoHasGoneStayTakenAsLongAsTheBoardsTags() {
    take(alice, 1);
    take(alice, 2);

    window.leave(alice, now);

    assertThat(take(bob, 1)).isFalse();
    pass(2560);
    window.handOn(now);
    assertThat(take(bob, 1)).isTrue();
  }

  @Test
  void whoGoesWhileItWaitsOrHasASlotReservedHoldsNobodyUp() {
    take(alice, 1);
    take(alice, 2);
    take(bob, 1);
    take(carol, 1);
    window.answered(alice, 1, now);

    window.leave(bob, now);

    assertThat(told).containsExactly("bob", "carol");
  }

  @Test
  void aBoardThatIsNotThereHoldsNoTags() {
    take(alice, 1);
    take(bob, 1);
    take(carol, 1);

    window.unreachable(alice, now);

    assertThat(told).containsExactly("carol");
  }

  @Test
  void whatTheBoardStillHoldsIsToldAndHeldElsewhereForAsLong() {
    take(alice, 1);
    pass(1000);
    take(bob, 1);
    window.leave(alice, now);
    pass(500);

    RequestWindow next = new RequestWindow(2);
    next.hold(window.heldMillis(now), now);

    assertThat(window.heldMillis(now)).containsExactly(1060, 2060);
    assertThat(next.takeOrWait(carol, 1, now)).isFalse();
    pass(1060);
    next.handOn(now);
    assertThat(told).containsExactly("carol");
    assertThat(next.takeOrWait(carol, 1, now)).isTrue();
  }

  @Test
  void whatWasAnsweredIsNotHeldNorWhatIsReserved() {
    take(alice, 1);
    take(bob, 1);
    take(carol, 1);
    window.answered(alice, 1, now);

    assertThat(told).containsExactly("carol");
    assertThat(window.heldMillis(now)).hasSize(1);
  }

  @Test
  void whatAWindowHoldsItselfIsNotHeldTwice() {
    take(alice, 1);

    window.hold(List.of(2560), now);

    assertThat(take(bob, 1)).isTrue();
  }

  @Test
  void moreIsNotHeldThanThereIs() {
    window.hold(List.of(100, 2000, 2560), now);

    assertThat(window.heldMillis(now)).containsExactly(2000, 2560);
  }

  @Test
  void aWindowThatRestsLetsNothingOutUntilWhatIsInFlightIsAnswered() {
    take(alice, 1);
    assertThat(window.rests(now)).isFalse();
    assertThat(take(bob, 1)).isFalse();

    window.answered(alice, 1, now);

    assertThat(window.rests(now)).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void aWindowRestsForAMomentAtMostAndThenGoesOn() {
    take(alice, 1);
    assertThat(window.rests(now)).isFalse();
    take(bob, 1);
    assertThat(TimeUnit.NANOSECONDS.toMillis(window.nanosToExpiry(now))).isEqualTo(500);

    pass(300);
    assertThat(window.rests(now)).as("it is not waited for any longer").isTrue();
    pass(200);
    window.handOn(now);

    assertThat(told).containsExactly("bob");
  }
}
