package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.spinngate.client.testing.RecordedEvents;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.testing.Samples;

class LinkTest {
  private static final Opened SESSION = Samples.opened(1, "spin5-03", 32);
  private static final Ending LOST = Ending.of(CloseCause.LOST);

  private final EmbeddedChannel time = new EmbeddedChannel();
  private final RecordedEvents events = new RecordedEvents();
  private final List<FakeCall> calls = new ArrayList<>();
  private long nanos;
  private final Link link = link(new Open("spin5-03", 7));

  private Link link(Open wish) {
    time.freezeTime();
    return new Link(
        time.eventLoop(),
        this::dial,
        wish,
        new RecordingApplications(),
        new Backoff(() -> 0.5, () -> nanos),
        events);
  }

  private Call dial(Caller caller) {
    calls.add(new FakeCall(caller));
    return call();
  }

  private FakeCall call() {
    return calls.get(calls.size() - 1);
  }

  private void pass(Duration duration) {
    nanos += duration.toNanos();
    time.advanceTimeBy(duration.toNanos(), TimeUnit.NANOSECONDS);
    time.runScheduledPendingTasks();
  }

  private void up() {
    link.start();
    call().open();
    pass(Duration.ofMinutes(10));
  }

  private Ending stopped() {
    return ((LinkState.Stopped) events.latest()).why();
  }

  @Test
  void statesFollowTheConversation() {
    link.start();
    call().caller.connected();
    call().caller.welcomed(null);
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
      names = {"STOPPING", "LOST", "OVERLOADED", "LOGIN_TIMEOUT", "BOARD_FAILED", "INTERNAL"})
  void afterwardsTemporaryEndsAreFollowedByAnotherAttempt(CloseCause cause) {
    up();

    call().caller.ended(Ending.of(cause));
    pass(Duration.ZERO);

    assertThat(calls).hasSize(2);
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
        "USER_LIMIT"
      })
  void afterwardsPermanentEndsAreFinal(CloseCause cause) {
    up();

    call().caller.ended(Ending.of(cause));

    assertThat(stopped()).isEqualTo(Ending.of(cause));
  }

  @Test
  void aWrongIdentityIsFinalAlsoWhenReconnecting() {
    up();
    call().caller.ended(LOST);
    pass(Duration.ZERO);

    call().caller.ended(new Ending.NotTrusted("not the server"));

    assertThat(stopped()).isInstanceOf(Ending.NotTrusted.class);
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
    call().open();

    assertThat(first.abandoned).isTrue();
    first.caller.ended(LOST);
    assertThat(events.states()).as("the user need not know").hasSize(states);
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
    call().caller.welcomed(null);

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
  void beingSupersededByOurOwnNextConnectionIsNoEnd() {
    up();
    call().session().suspected();
    call().caller.connected();
    call().caller.welcomed(null);

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

  /** A call that the test conducts. */
  private static final class FakeCall implements Call {
    private final Caller caller;
    private int hangUps;
    private boolean abandoned;

    FakeCall(Caller caller) {
      this.caller = caller;
    }

    SessionCaller session() {
      return (SessionCaller) caller;
    }

    void open() {
      caller.connected();
      caller.welcomed(null);
      session().opened(SESSION);
    }

    Resume resume() {
      return (Resume) wish();
    }

    /** What would be asked for now. */
    ControlMessage wish() {
      ChannelHandler phase =
          caller.welcomed(
              Heartbeat.ofClient(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> 0));
      EmbeddedChannel channel = new EmbeddedChannel(phase);
      ControlMessage wish = channel.readOutbound();
      channel.finishAndReleaseAll();
      return wish;
    }

    @Override
    public void hangUp() {
      hangUps++;
    }

    @Override
    public void abandon() {
      abandoned = true;
    }
  }
}
