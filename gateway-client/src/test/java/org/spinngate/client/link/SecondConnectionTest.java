package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.testing.Samples;

/** Connections that follow each other, or stand beside each other. */
class SecondConnectionTest extends LinkBench {
  @Test
  void everyAttemptAsksForTheSameSessionByAHigherGeneration() {
    up();
    call().caller.ended(LOST);
    pass(Duration.ZERO);
    Resume second = call().resume();
    call().caller.ended(LOST);
    pass(Duration.ofSeconds(1));

    assertThat(second).isEqualTo(new Resume(new Open("spin5-03", 60), 1, Samples.TOKEN, 1));
    assertThat(call().resume().generation()).isEqualTo(2);
  }

  @Test
  void aSuspectedPathGetsASecondConnectionBesideItWhichWins() {
    up();
    FakeCall first = call();
    int states = events.states().size();

    first.session().suspected();
    first.session().suspected();
    assertThat(calls).hasSize(2);
    assertThat(first.abandoned).isFalse();
    call().caller.connected();
    call().caller.welcomed(null, Conversation.NO_UDP);
    call().session().opened(FakeCall.RESUMED);

    assertThat(first.abandoned).isTrue();
    first.caller.ended(LOST);
    assertThat(events.states()).as("the user need not know").hasSize(states);
  }

  @Test
  void aSecondConnectionThatBringsAnotherSessionIsToldToTheUser() {
    up();
    long ups = events.ups();

    call().session().suspected();
    call().open();

    assertThat(events.ups()).isEqualTo(ups + 1);
  }

  @Test
  void aPathThatRecoversInTimeIsKept() {
    up();
    call().session().suspected();
    call().caller.connected();

    calls.get(0).session().recovered();

    assertThat(call().abandoned).isTrue();
    call().caller.ended(LOST);
    assertThat(events.latest()).isInstanceOf(LinkState.Up.class);
    calls.get(0).session().suspected();
    assertThat(calls).as("and suspected again if need be").hasSize(3);
  }

  @Test
  void aSecondConnectionThatHasAskedForTheSessionIsNotGivenUp() {
    up();
    call().session().suspected();
    call().caller.connected();
    call().caller.welcomed(null, Conversation.NO_UDP);

    calls.get(0).session().recovered();
    call().session().opened(SESSION);

    assertThat(calls.get(0).abandoned).isTrue();
    assertThat(call().abandoned).isFalse();
  }

  @Test
  void aSecondConnectionBecomesTheOnlyHopeWhenTheFirstDies() {
    up();
    call().session().suspected();

    calls.get(0).caller.ended(LOST);
    assertThat(events.latest()).isInstanceOf(LinkState.Dialling.class);
    assertThat(calls).hasSize(2);
    call().open();

    assertThat(events.latest()).isEqualTo(new LinkState.Up(SESSION));
  }

  @Test
  void asLongAsThePathIsSuspectedAttemptsGoOnBesideIt() {
    up();
    call().session().suspected();
    call().caller.ended(new Ending.Unreachable("nobody there"));
    pass(Duration.ZERO);
    call().caller.ended(new Ending.Unreachable("nobody there"));
    pass(Duration.ofMillis(100));
    assertThat(calls).hasSize(4);

    calls.get(0).session().recovered();
    call().caller.ended(new Ending.Unreachable("nobody there"));
    pass(Duration.ofHours(1));

    assertThat(calls).hasSize(4);
  }

  @Test
  void aStrangerBesideASuspectedPathIsNoReasonToStopTrying() {
    up();
    call().session().suspected();

    call().caller.ended(new Ending.NotTrusted("not the server"));
    pass(Duration.ofSeconds(1));

    assertThat(calls).hasSize(3);
  }

  @Test
  void beingSupersededByOurOwnNextConnectionIsNoEnd() {
    up();
    call().session().suspected();
    call().caller.connected();
    call().caller.welcomed(null, Conversation.NO_UDP);

    calls.get(0).caller.ended(Ending.of(CloseCause.SUPERSEDED));
    call().caller.ended(LOST);
    pass(Duration.ofSeconds(1));

    assertThat(calls).hasSize(3);
  }

  @Test
  void beingSupersededByAnotherCopyOfUsIsTheEnd() {
    up();

    call().caller.ended(Ending.of(CloseCause.SUPERSEDED));

    assertThat(stopped().exitCode()).isEqualTo(ExitCode.BOARD_BUSY);
  }

  @Test
  void aPermanentEndEndsTheSecondConnectionToo() {
    up();
    call().session().suspected();

    calls.get(0).caller.ended(Ending.of(CloseCause.KICKED));

    assertThat(call().hangUps).isEqualTo(1);
    call().caller.ended(LOST);
    assertThat(stopped()).isEqualTo(Ending.of(CloseCause.KICKED));
  }

  @Test
  void releaseHangsUpOnBothConnections() {
    up();
    call().session().suspected();

    link.release();
    calls.get(0).caller.ended(LOST);
    assertThat(events.latest()).isInstanceOf(LinkState.Up.class);
    call().caller.ended(LOST);

    assertThat(calls).allMatch(one -> one.hangUps == 1);
    assertThat(stopped()).isEqualTo(Ending.of(CloseCause.RELEASED));
  }
}
