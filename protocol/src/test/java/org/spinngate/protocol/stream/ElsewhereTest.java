package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.testing.LeakExtension;

/** The heartbeat of a stream while the application talks by another carrier. */
@ExtendWith(LeakExtension.class)
class ElsewhereTest {
  private static final int IDLE_SUSPECT = 12_500;
  private static final int IDLE_DEAD = 25_000;

  private HeartbeatBench bench = HeartbeatBench.client();

  @AfterEach
  void close() {
    bench.close();
  }

  /** The application talks by the other carrier, on which the peer answers. */
  private void talkElsewhere(long millis) {
    for (long left = millis; left > 0; left -= 100) {
      bench.heartbeat().talking();
      bench.heartbeat().heardElsewhere();
      bench.pass(100);
    }
  }

  @Test
  void aSilentStreamIsNotSuspectedBeforeTheTimeOfAnIdleOne() {
    talkElsewhere(IDLE_SUSPECT - 100);
    assertThat(bench.events()).isEmpty();

    talkElsewhere(200);

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED);
  }

  @Test
  void aDeadStreamIsNoticedThoughThePeerIsHeardElsewhere() {
    talkElsewhere(IDLE_DEAD - 100);
    assertThat(bench.channel().isActive()).isTrue();

    talkElsewhere(200);

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, CloseCause.LOST);
  }

  @Test
  void aServerBearsTheSilenceOfTheStreamTwiceAsLong() {
    bench.close();
    bench = HeartbeatBench.server();

    talkElsewhere(2 * IDLE_DEAD - 100);
    assertThat(bench.events()).isEmpty();
    talkElsewhere(200);

    assertThat(bench.events()).containsExactly(CloseCause.LOST);
  }

  @Test
  void aPeerThatFallsSilentOnBothIsSuspectedAsInAnyTalk() {
    talkElsewhere(2_000);

    bench.heartbeat().talking();
    bench.pass(1_399);
    assertThat(bench.events()).isEmpty();
    bench.pass(1);
    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED);
    bench.pass(1_500);

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, CloseCause.LOST);
  }

  @Test
  void aPeerThatFallsSilentElsewhereButAnswersHereIsNotSuspected() {
    talkElsewhere(2_000);

    for (int i = 0; i < 20; i++) {
      bench.heartbeat().talking();
      bench.passAnswered(1_000, 100);
    }

    assertThat(bench.events()).isEmpty();
  }

  @Test
  void aStreamIsAskedAsSeldomAsAnIdleOneWhileThePeerIsHeardElsewhere() {
    List<Long> asked = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      talkElsewhere(1_000);
      List<Long> fresh = bench.questions();
      fresh.forEach(stamp -> bench.hear(new Pong(stamp)));
      asked.addAll(fresh);
    }

    assertThat(bench.events()).isEmpty();
    assertThat(asked).hasSizeBetween(5, 7);
  }

  @Test
  void hearingThePeerElsewhereBeginsATalk() {
    bench.pass(9_000);
    bench.questions();

    bench.heartbeat().heardElsewhere();
    bench.pass(1_500);

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED);
    assertThat(bench.questions()).containsExactly(9_500L, 10_000L, 10_500L);
  }

  @Test
  void aSuspicionOfTheStreamEndsOnlyWhenTheStreamIsHeard() {
    talkElsewhere(IDLE_SUSPECT + 100);
    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED);

    talkElsewhere(1_000);
    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED);
    bench.hearData();

    assertThat(bench.events()).containsExactly(PathEvent.SUSPECTED, PathEvent.RECOVERED);
  }
}
