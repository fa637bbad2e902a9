package org.spinngate.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakExtension.class)
class PumpTest {
  private Conditions conditions = Conditions.CLEAR;
  private final EmbeddedChannel from = new EmbeddedChannel();
  private final EmbeddedChannel to = new EmbeddedChannel();
  private final Pump pump = new Pump(from, to, new Timetable(42), () -> conditions);

  @BeforeEach
  void start() {
    from.freezeTime();
    from.pipeline().addLast(pump);
    pump.open(true);
  }

  @AfterEach
  void close() {
    from.finishAndReleaseAll();
    to.finishAndReleaseAll();
  }

  @Test
  void aClearNetworkPassesEverythingAtOnce() {
    arrive("one");
    arrive("two");

    assertThat(departed()).containsExactly("one", "two");
  }

  @Test
  void aDelayedSegmentLeavesAfterItsDelay() {
    conditions = conditions.delayedBy(Duration.ofMillis(50));
    arrive("one");
    pass(20);
    arrive("two");

    pass(29);
    assertThat(departed()).isEmpty();
    pass(1);
    assertThat(departed()).containsExactly("one");
    pass(20);
    assertThat(departed()).containsExactly("two");
  }

  @Test
  void bunchedSegmentsLeaveInOneBurst() {
    conditions = conditions.bunchedFor(Duration.ofMillis(100));
    arrive("one");
    pass(60);
    arrive("two");
    pass(39);
    assertThat(departed()).isEmpty();

    pass(1);
    assertThat(departed()).containsExactly("one", "two");

    arrive("three");
    pass(99);
    assertThat(departed()).isEmpty();
    pass(1);
    assertThat(departed()).containsExactly("three");
  }

  @Test
  void jitterNeverChangesTheOrder() {
    conditions = conditions.jitteredBy(Duration.ofMillis(30));
    for (int i = 0; i < 50; i++) {
      arrive("<" + i + ">");
      pass(1);
    }
    List<String> early = departed();
    pass(30);

    List<String> all = new ArrayList<>(early);
    all.addAll(departed());
    assertThat(early).hasSizeBetween(1, 49);
    assertThat(all).hasSize(50).startsWith("<0>", "<1>").endsWith("<48>", "<49>");
    assertThat(all).isSortedAccordingTo((a, b) -> number(a) - number(b));
  }

  @Test
  void aLimitedRateSpacesSegmentsByTheirBytes() {
    conditions = conditions.limitedTo(1000);
    arrive("ten bytes!");
    arrive("five!");
    arrive("end");

    assertThat(departed()).containsExactly("ten bytes!");
    pass(9);
    assertThat(departed()).isEmpty();
    pass(1);
    assertThat(departed()).containsExactly("five!");
    pass(5);
    assertThat(departed()).containsExactly("end");
  }

  @Test
  void segmentsAreCutTheSameForTheSameSeed() {
    conditions = conditions.cutInto(5);
    String text = "a text that is cut into short pieces";
    arrive(text);
    List<String> pieces = departed();

    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).hasSizeGreaterThan(7).allMatch(piece -> piece.length() <= 5);
    Timetable same = new Timetable(42);
    Conditions cut = conditions;
    assertThat(pieces.subList(0, 5))
        .allMatch(
            piece -> {
              int length = same.cut(cut, 100);
              same.due(cut, 0, length);
              return piece.length() == length;
            });
  }

  @Test
  void aLostSegmentHoldsUpAllAfterItUntilItIsSentAgain() {
    conditions = conditions.losing(1);
    arrive("lost");
    conditions = Conditions.CLEAR;
    pass(1);
    arrive("behind");

    assertThat(departed()).isEmpty();
    pass(120_000);
    assertThat(departed()).containsExactly("lost", "behind");
  }

  @Test
  void lossesCostTwoHundredMillisecondsAndEachFurtherLossTwiceAsMuch() {
    List<Long> stalls = stalls(conditions.losing(0.1), 10_000);

    assertThat(stalls.stream().distinct().sorted().limit(4)).containsExactly(0L, 200L, 600L, 1400L);
    assertThat(stalls).filteredOn(stall -> stall > 0).hasSizeBetween(900, 1100);
    assertThat(stalls).filteredOn(stall -> stall > 200).hasSizeBetween(70, 130);
  }

  @Test
  void onALongWayALossCostsARoundTrip() {
    Conditions far = conditions.delayedBy(Duration.ofMillis(200)).losing(0.1);

    assertThat(stalls(far, 1000)).contains(0L, 400L, 1200L).doesNotContain(200L);
  }

  @Test
  void aHeldDirectionLosesNothing() {
    arrive("one");
    pump.open(false);
    arrive("two");
    from.close();
    pass(10_000);
    assertThat(departed()).containsExactly("one");
    assertThat(to.isActive()).isTrue();

    pump.open(true);

    assertThat(departed()).containsExactly("two");
    assertThat(to.isActive()).isFalse();
  }

  @Test
  void aHeldDirectionReadsNoFurther() {
    pump.open(false);
    assertThat(from.config().isAutoRead()).isFalse();

    pump.open(true);
    assertThat(from.config().isAutoRead()).isTrue();
  }

  @Test
  void muchThatWaitsStopsTheReading() {
    conditions = conditions.delayedBy(Duration.ofSeconds(1));
    arrive("x".repeat(300_000));
    assertThat(from.config().isAutoRead()).isFalse();

    pass(1000);

    assertThat(departed()).hasSize(1);
    assertThat(from.config().isAutoRead()).isTrue();
  }

  @Test
  void theEndComesAfterAllBytes() {
    conditions = conditions.delayedBy(Duration.ofMillis(10));
    arrive("last words");
    from.pipeline().close();
    assertThat(to.isActive()).isTrue();

    pass(10);

    assertThat(departed()).containsExactly("last words");
    assertThat(to.isActive()).isFalse();
  }

  @Test
  void bytesForAConnectionThatHasEndedAreLetGo() {
    pump.open(false);
    arrive("held");
    to.close();

    arrive("too late");
    pump.open(true);

    assertThat(departed()).isEmpty();
  }

  private static List<Long> stalls(Conditions conditions, int segments) {
    Timetable timetable = new Timetable(42);
    List<Long> millis = new ArrayList<>();
    for (int segment = 0; segment < segments; segment++) {
      millis.add(TimeUnit.NANOSECONDS.toMillis(timetable.stall(conditions)));
    }
    return millis;
  }

  private static int number(String text) {
    return Integer.parseInt(text.substring(1, text.length() - 1));
  }

  private void arrive(String text) {
    from.writeInbound(from.alloc().buffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private void pass(int millis) {
    for (int i = 0; i < millis; i++) {
      from.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      from.runScheduledPendingTasks();
    }
  }

  private List<String> departed() {
    List<String> departed = new ArrayList<>();
    for (ByteBuf next = to.readOutbound(); next != null; next = to.readOutbound()) {
      if (next.isReadable()) {
        departed.add(next.toString(StandardCharsets.US_ASCII));
      }
      next.release();
    }
    return departed;
  }
}
