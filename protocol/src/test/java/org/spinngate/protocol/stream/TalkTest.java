package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.testing.LeakExtension;

/** The heartbeat while an application talks, and when this program itself stood still. */
@ExtendWith(LeakExtension.class)
class TalkTest {
  private HeartbeatBench bench = HeartbeatBench.client();

  @AfterEach
  void close() {
    bench.close();
  }

  private void serve() {
    bench.close();
    bench = HeartbeatBench.server();
  }

  @Test
  void aSilentPeerIsAskedEveryHalfSecondSuspectedAndThenLost() {
    bench.pass(2_000);
    bench.questions();

    bench.heartbeat().talking();
    bench.pass(1_499);
    assertThat(bench.events()).isEmpty();
    bench.pass(1);
    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED);
    bench.pass(1_499);
    assertThat(bench.channel().isActive()).isTrue();
    bench.pass(1);

    assertThat(bench.questions()).containsExactly(2_500L, 3_000L, 3_500L, 4_000L, 4_500L);
    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, CloseCause.LOST);
    assertThat(bench.channel().isActive()).isFalse();
  }

  @Test
  void theSilenceBeforeATalkDoesNotCount() {
    bench.pass(9_000);

    bench.heartbeat().talking();
    bench.pass(1_400);

    assertThat(bench.events()).isEmpty();
    assertThat(bench.questions()).containsExactly(0L, 9_500L, 10_000L);
  }

  @Test
  void aPeerThatAnswersIsNeverSuspectedHoweverFarAwayItIs() {
    bench.answer();

    for (int i = 0; i < 20; i++) {
      bench.heartbeat().talking();
      bench.passAnswered(1_000, 800);
    }

    assertThat(bench.events()).isEmpty();
  }

  @Test
  void aPeerThatIsHeardAllTheTimeIsOnlyAskedForItsDistance() {
    bench.questions();

    for (int i = 0; i < 120; i++) {
      bench.heartbeat().talking();
      bench.hearData();
      bench.pass(100);
    }

    assertThat(bench.questions()).containsExactly(10_000L);
    assertThat(bench.events()).isEmpty();
  }

  @Test
  void arrivingDataIsATalkToo() {
    bench.hearData();
    bench.pass(3_000);

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, CloseCause.LOST);
  }

  @Test
  void fiveSecondsAfterTheLastDatagramATalkIsOver() {
    bench.heartbeat().talking();
    bench.passAnswered(5_000, 1);
    bench.questions();

    bench.pass(12_000);

    assertThat(bench.questions()).hasSizeLessThanOrEqualTo(2);
    assertThat(bench.events()).isEmpty();
  }

  @Test
  void aNewTalkBeginsWithFreshPatience() {
    bench.heartbeat().talking();
    bench.passAnswered(6_000, 1);
    bench.pass(9_000);

    bench.heartbeat().talking();
    bench.pass(1_400);

    assertThat(bench.events()).isEmpty();
  }

  @Test
  void aServerSuspectsNobodyAndWaitsTwiceAsLong() {
    serve();
    bench.heartbeat().talking();

    bench.pass(5_999);
    assertThat(bench.channel().isActive()).isTrue();
    bench.pass(1);

    assertThat(bench.events()).containsExactly(CloseCause.LOST);
  }

  @Test
  void aPathThatDiedInATalkIsJudgedByItsMeasureThoughNobodyTalksAnyMore() {
    serve();
    bench.heartbeat().talking();
    bench.passAnswered(3_000, 1);

    bench.pass(6_000);

    assertThat(bench.events()).containsExactly(CloseCause.LOST);
  }

  @Test
  void anIdleServerWaitsTwiceAsLong() {
    serve();

    bench.pass(49_999);
    assertThat(bench.channel().isActive()).isTrue();
    bench.pass(1);

    assertThat(bench.events()).containsExactly(CloseCause.LOST);
  }

  @Test
  void whoStoodStillInATalkAsksAndGivesThePeerAllTheTimeAgain() {
    bench.heartbeat().talking();
    bench.pass(1_400);
    bench.questions();

    bench.jump(60_000);
    assertThat(bench.questions()).containsExactly(61_400L);
    bench.pass(1_499);
    assertThat(bench.events()).isEmpty();
    bench.pass(1_501);

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, CloseCause.LOST);
  }

  @Test
  void whoStoodStillWhileIdleAsksAndGivesThePeerAllTheTimeAgain() {
    bench.pass(9_000);
    bench.questions();

    bench.jump(3_600_000);
    assertThat(bench.questions()).containsExactly(3_609_000L);
    bench.pass(12_499);
    assertThat(bench.events()).isEmpty();
  }

  @Test
  void whatArrivedWhileWeStoodStillCounts() {
    bench.heartbeat().talking();
    bench.pass(2_900);

    bench.standStill(60_000);
    bench.hear(new Notice("unread for a minute"));
    bench.jump(0);
    bench.pass(1_400);

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, PathEvent.RECOVERED);
  }

  @Test
  void aTalkThatBeginsInTheMomentOfWakingIsGivenAllItsTime() {
    bench.pass(1_000);

    bench.standStill(23_990);
    bench.heartbeat().talking();
    bench.pass(1_400);

    assertThat(bench.events()).isEmpty();
    assertThat(bench.questions()).containsExactly(0L, 24_991L, 25_491L, 25_991L);
  }

  @Test
  void aLoopThatIsALittleLateAllTheTimeStillNotices() {
    bench.heartbeat().talking();

    for (int i = 0; i < 4; i++) {
      bench.jump(800);
    }

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, CloseCause.LOST);
  }

  @Test
  void timesOfATalkAreNeverLongerThanThoseWithout() {
    Patience idle = Patience.idle(Duration.ofMillis(100), Duration.ofSeconds(2));

    assertThat(idle.talking())
        .isEqualTo(
            new Patience(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(2)));
    assertThat(Patience.idle(HeartbeatBench.INTERVAL, HeartbeatBench.DEADLINE).talking())
        .isEqualTo(Patience.TALKING);
  }

  @Test
  void timesWithoutOrderAreNoPatience() {
    Duration second = Duration.ofSeconds(1);

    assertThatThrownBy(() -> new Patience(Duration.ZERO, second, second))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Patience(second, second.plusMillis(1), second))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
