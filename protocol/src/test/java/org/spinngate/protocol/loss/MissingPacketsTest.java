package org.spinngate.protocol.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MissingPacketsTest {
  private static final int KEY = 7;

  private final MissingPackets missing = new MissingPackets(TimeUnit.MILLISECONDS.toNanos(500));
  private final Ask ask = new Ask();
  private final Set<Long> come = new HashSet<>();
  private long now = Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(20);

  private void pass(double millis) {
    now += (long) (millis * 1_000_000);
  }

  private void notice(long from, long to) {
    missing.noticed(KEY, counter -> !come.contains(counter), from, to, now);
  }

  private void come(long counter) {
    come.add(counter);
    missing.came(KEY, counter, now);
  }

  /** What is asked for now. */
  private List<Long> ask() {
    missing.giveUp(now);
    missing.ask(ask, now);
    ByteBuf out = Unpooled.buffer();
    ask.write(out);
    List<Long> asked = new ArrayList<>();
    Ask.read(out.skipBytes(3), out.readableBytes(), (key, counter) -> asked.add(counter));
    return asked;
  }

  @Test
  void whatMayJustHaveBeenOvertakenIsWaitedForAWhile() {
    notice(3, 4);

    pass(2.9);
    assertThat(ask()).isEmpty();
    assertThat(missing.nanosToAsk(now)).isEqualTo(100_000);
    pass(0.1);

    assertThat(missing.nanosToAsk(now)).isZero();
    assertThat(ask()).containsExactly(3L, 4L);
  }

  @Test
  void whatHasComeIsNotAskedFor() {
    notice(3, 5);
    come(4);
    pass(4);

    assertThat(ask()).containsExactly(3L, 5L);
    come(3);
    come(5);
    assertThat(missing.isEmpty()).isTrue();
    assertThat(missing.counts(9))
        .hasToString("ResendCounts[asked=2, recovered=2, givenUp=0, resent=9]");
  }

  @Test
  void aLineThatReordersMoreIsWaitedForLonger() {
    notice(3, 3);
    pass(2.9);
    come(3);
    for (int i = 0; i < 5; i++) {
      notice(10 + i, 10 + i);
      pass(2.9 + i);
      come(10 + i);
    }
    notice(20, 20);

    assertThat(missing.nanosToAsk(now)).isEqualTo(8_625_000);
    pass(10_000);
    missing.giveUp(now);
    notice(30, 30);

    assertThat(missing.nanosToAsk(now)).as("ten seconds later").isEqualTo(3_000_000);
  }

  @Test
  void anUnansweredAskIsRepeatedAfterARoundTripAndSome() {
    for (int i = 0; i < 20; i++) {
      notice(i, i);
      pass(3);
      ask();
      pass(40);
      come(i);
    }
    notice(100, 100);
    pass(3);
    assertThat(ask()).containsExactly(100L);

    pass(44);
    assertThat(ask()).isEmpty();
    pass(2);

    assertThat(ask()).containsExactly(100L);
  }

  @Test
  void beforeARoundTripIsKnownItIsTakenForATenthOfASecond() {
    notice(1, 1);
    pass(3);
    ask();
    pass(104);
    assertThat(ask()).isEmpty();
    pass(1);

    assertThat(ask()).containsExactly(1L);
  }

  @Test
  void whatWouldComeTooLateIsNotAskedForAndGivenUpAfterHalfASecond() {
    notice(1, 2);
    pass(400);
    assertThat(ask()).isEmpty();
    assertThat(missing.nanosToAsk(now)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));

    pass(99);
    missing.giveUp(now);
    assertThat(missing.isEmpty()).isFalse();
    pass(1);
    missing.giveUp(now);

    assertThat(missing.isEmpty()).isTrue();
    assertThat(missing.counts(0).givenUp()).isEqualTo(2);
  }

  @Test
  void nothingIsAskedForMoreThanEightTimes() {
    repairsTake(1);
    notice(100, 100);
    int times = 0;
    for (int millis = 0; millis < 400; millis++) {
      pass(1);
      times += ask().size();
    }

    assertThat(times).isEqualTo(8);
  }

  @Test
  void onALongLineWhatWasAskedForOnceCounts() {
    for (int i = 0; i < 10; i++) {
      notice(i, i);
      pass(3);
      ask();
      pass(299);
      ask();
      pass(1);
      come(i);
    }

    assertThat(missing.counts(0).recovered()).isEqualTo(10);
    assertThat(missing.counts(0).givenUp()).isZero();
  }

  @Test
  void afterOneSlowRepairTheLineIsFoundToBeFaster() {
    notice(1_000, 1_000);
    pass(3);
    ask();
    pass(390);
    come(1_000);
    repairsTake(40);
    notice(100, 100);
    pass(3);
    ask();
    pass(60);

    assertThat(ask()).containsExactly(100L);
  }

  @Test
  void aLineThatBecomesFarLongerIsMeasuredAnew() {
    repairsTake(1);
    for (int i = 100; i < 150; i++) {
      notice(i, i);
      for (int millis = 0; millis < 200; millis++) {
        pass(1);
        ask();
      }
      come(i);
    }

    assertThat(missing.counts(0).givenUp()).isZero();
    assertThat(missing.counts(0).recovered()).isEqualTo(100);
  }

  private void repairsTake(double millis) {
    for (int i = 0; i < 50; i++) {
      notice(i, i);
      pass(3);
      ask();
      pass(millis);
      come(i);
    }
  }

  @Test
  void ofALongGapTheNewestPacketsAreAskedFor() {
    notice(0, 1_999);
    pass(3);

    assertThat(ask()).hasSize(1_024).startsWith(976L).endsWith(1_999L);
    assertThat(missing.counts(0).givenUp()).isEqualTo(976);
  }

  @Test
  void whatHasNoRoomInOneFrameIsAskedForByTheNext() {
    for (int i = 0; i < 100; i += 2) {
      notice(i, i);
    }
    pass(3);

    assertThat(ask()).hasSize(32);
    assertThat(ask()).hasSize(18);
    assertThat(ask()).isEmpty();
  }

  @Test
  void packetsOfTwoKeysAreAskedForByTwoFrames() {
    notice(1, 1);
    missing.noticed(KEY + 1, any -> true, 5, 5, now);
    pass(3);

    assertThat(ask()).containsExactly(1L);
    assertThat(ask()).containsExactly(5L);
  }

  @Test
  void runsOfWhichNothingCanComeAnyMoreAreLookedThroughOnceAndNotAllAtATime() {
    int[] looks = new int[1];
    for (long i = 0; i < 512; i++) {
      missing.noticed(KEY, any -> looks[0]++ < 0, i * 1_025, i * 1_025 + 1_023, now);
    }
    pass(3);

    for (int i = 0; i < 100; i++) {
      int before = looks[0];
      assertThat(ask()).isEmpty();
      assertThat(looks[0] - before).isLessThanOrEqualTo(9 * 1_024);
      pass(3);
    }

    assertThat(looks[0]).isEqualTo(512 * 1_024);
    assertThat(missing.isEmpty()).isTrue();
    assertThat(missing.counts(0).givenUp()).isEqualTo(512 * 1_024);
  }

  @Test
  void whatIsNoticedTwiceIsAskedForByTwoFrames() {
    notice(5, 7);
    notice(4, 6);
    pass(3);

    assertThat(ask()).containsExactly(5L, 6L, 7L);
    assertThat(ask()).containsExactly(4L, 5L, 6L);
    assertThat(ask()).isEmpty();
  }

  @Test
  void aPeerThatJumpsForEverCostsABoundedNumberOfRuns() {
    LongStream.range(0, 5_000).forEach(i -> notice(i << 50 >>> 1, (i << 50 >>> 1) + (1L << 40)));
    pass(3);

    assertThat(ask()).hasSizeLessThanOrEqualTo(1_024);
    pass(500);
    missing.giveUp(now);

    assertThat(missing.isEmpty()).isTrue();
    assertThat(missing.counts(0).givenUp()).isLessThanOrEqualTo(5_000L * 1_024);
  }
}
