package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.testing.UncaughtFaults;

class LinkTest extends LinkBench {
  private static final Ending STRANGER = new Ending.NotTrusted("not the server");

  @Test
  void statesFollowTheConversation() {
    link.start();
    call().caller.connected();
    call().caller.welcomed(null, Conversation.NO_UDP);
    call().session().waiting(new Waiting(2, Optional.empty()));
    call().session().opened(SESSION);

    assertThat(events.states())
        .containsExactly(
            new LinkState.Dialling(0),
            new LinkState.Greeting(),
            new LinkState.Opening(),
            new LinkState.WaitingForBoard(2, Optional.empty()),
            new LinkState.Up(SESSION));
  }

  @ParameterizedTest
  @EnumSource(CloseCause.class)
  void beforeTheTunnelWasEverUpEveryEndIsFinal(CloseCause cause) {
    link.start();

    call().caller.ended(Ending.of(cause));

    assertThat(stopped()).isEqualTo(Ending.of(cause));
    pass(Duration.ofHours(1));
    assertThat(calls).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseCause.class,
      names = {
        "STOPPING",
        "LOST",
        "OVERLOADED",
        "LOGIN_TIMEOUT",
        "BOARD_FAILED",
        "INTERNAL",
        "ELSEWHERE",
        "NO_QUORUM"
      })
  void afterwardsTemporaryEndsAreFollowedByAnotherAttempt(CloseCause cause) {
    up();

    call().caller.ended(Ending.of(cause));
    pass(Duration.ZERO);

    assertThat(calls).hasSize(2);
  }

  @Test
  @ExtendWith(UncaughtFaults.class)
  void aFaultInDiallingIsToldAndFollowedByAnotherAttempt(List<Throwable> faults) {
    up();
    failToDial(2);

    call().caller.ended(LOST);
    pass(Duration.ofMinutes(1));
    pass(Duration.ofMinutes(1));
    pass(Duration.ofMinutes(1));

    assertThat(calls).hasSize(2);
    assertThat(faults)
        .extracting(Throwable::getMessage)
        .containsOnly("no dialling today")
        .hasSize(2);
  }

  @Test
  void whoStoodInTheQueueGoesOnStandingThereAfterATemporaryEnd() {
    link.start();
    call().caller.connected();
    call().session().waiting(new Waiting(2, Optional.empty()));

    call().caller.ended(Ending.of(CloseCause.STOPPING));
    pass(Duration.ofSeconds(1));

    assertThat(calls).hasSize(2);
    assertThat(call().wish()).isInstanceOf(Open.class);
    call().caller.ended(Ending.of(CloseCause.BOARD_BUSY));
    assertThat(stopped()).isEqualTo(Ending.of(CloseCause.BOARD_BUSY));
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseCause.class,
      mode = Mode.EXCLUDE,
      names = {
        "STOPPING",
        "LOST",
        "OVERLOADED",
        "LOGIN_TIMEOUT",
        "BOARD_FAILED",
        "INTERNAL",
        "ELSEWHERE",
        "NO_QUORUM",
        "USER_LIMIT"
      })
  void afterwardsPermanentEndsAreFinal(CloseCause cause) {
    up();

    call().caller.ended(Ending.of(cause));

    assertThat(stopped()).isEqualTo(Ending.of(cause));
  }

  @Test
  void aStrangerIsFinalAtFirst() {
    link.start();

    call().caller.ended(STRANGER);

    assertThat(stopped()).isEqualTo(STRANGER);
  }

  @Test
  void aStrangerInTheServersPlaceEndsNoSession() {
    up();
    call().caller.ended(LOST);
    pass(Duration.ZERO);

    for (int i = 0; i < 40; i++) {
      call().caller.ended(STRANGER);
      assertThat(events.latest())
          .isInstanceOfSatisfying(
              LinkState.Waiting.class, state -> assertThat(state.why()).isEqualTo(STRANGER));
      pass(Duration.ofSeconds(20));
    }
    call().open();

    assertThat(events.latest()).isEqualTo(new LinkState.Up(SESSION));
  }

  @Test
  void norDoesItCostAPlaceInTheQueue() {
    link.start();
    call().caller.connected();
    call().session().waiting(new Waiting(2, Optional.empty()));
    call().caller.ended(LOST);
    pass(Duration.ofSeconds(1));

    call().caller.ended(STRANGER);

    assertThat(events.latest()).isInstanceOf(LinkState.Waiting.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseCause.class,
      names = {"LOGIN_REFUSED", "BOARD_REFUSED", "VERSION_MISMATCH"})
  void aRefusalInAnOutageIsTriedAgainSeldomForTenMinutes(CloseCause cause) {
    up();
    call().caller.ended(LOST);
    pass(Duration.ZERO);

    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      call().caller.ended(Ending.of(cause));
      pauses.add(((LinkState.Waiting) events.latest()).pause().toSeconds());
      pass(Duration.ofSeconds(60));
    }
    assertThat(pauses).startsWith(10L, 60L).endsWith(60L);
    call().caller.ended(Ending.of(cause));

    assertThat(stopped()).isEqualTo(Ending.of(cause));
  }

  @Test
  void aRefusalThatIsUndoneInTimeEndsNoSession() {
    up();
    call().caller.ended(LOST);
    pass(Duration.ZERO);
    call().caller.ended(Ending.of(CloseCause.BOARD_REFUSED));
    pass(Duration.ofSeconds(10));

    call().open();

    assertThat(events.latest()).isEqualTo(new LinkState.Up(SESSION));
  }

  @Test
  void attemptsGoOnForEverWithGrowingPauses() {
    up();

    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      call().caller.ended(new Ending.Unreachable("nobody there"));
      Duration pause = ((LinkState.Waiting) events.latest()).pause();
      pauses.add(pause.toMillis());
      int before = calls.size();
      if (!pause.isZero()) {
        pass(pause.minusMillis(1));
        assertThat(calls).hasSize(before);
      }
      pass(pause.isZero() ? Duration.ZERO : Duration.ofMillis(1));
      assertThat(calls).hasSize(before + 1);
    }

    assertThat(pauses).startsWith(0L, 100L, 200L, 400L, 800L).endsWith(15_000L, 15_000L);
  }

  @Test
  void reconnectingQueuesForAtLeastAMinute() {
    up();
    assertThat(call().resume().wish()).isEqualTo(new Open("spin5-03", 60));

    Link patient = link(new Open("spin5-03", 600));
    patient.start();
    assertThat(call().wish()).isEqualTo(new Open("spin5-03", 600));
    call().open();
    assertThat(call().resume().wish()).isEqualTo(new Open("spin5-03", 600));
  }

  @Test
  void anOwnLostSessionMayCountAgainstTheLimitForAMinute() {
    up();
    call().caller.ended(LOST);
    pass(Duration.ZERO);

    call().caller.ended(Ending.of(CloseCause.USER_LIMIT));
    assertThat(events.latest()).isInstanceOf(LinkState.Waiting.class);
    pass(Duration.ofSeconds(61));
    call().caller.ended(Ending.of(CloseCause.USER_LIMIT));

    assertThat(stopped()).isEqualTo(Ending.of(CloseCause.USER_LIMIT));
  }

  @Test
  void releaseHangsUpAndEndsAsReleased() {
    up();

    link.release();
    link.release();
    assertThat(call().hangUps).isEqualTo(1);
    call().caller.ended(LOST);

    assertThat(stopped()).isEqualTo(Ending.of(CloseCause.RELEASED));
  }

  @Test
  void releaseBetweenAttemptsEndsAtOnce() {
    up();
    call().caller.ended(LOST);
    pass(Duration.ZERO);
    call().caller.ended(LOST);

    link.release();

    assertThat(stopped()).isEqualTo(Ending.of(CloseCause.RELEASED));
    pass(Duration.ofHours(1));
    assertThat(calls).hasSize(2);
  }

  @Test
  void releaseBeforeTheStartOrAfterTheEndIsHarmless() {
    link.release();
    assertThat(stopped()).isEqualTo(Ending.of(CloseCause.RELEASED));

    link.release();

    assertThat(events.states()).hasSize(1);
  }
}
