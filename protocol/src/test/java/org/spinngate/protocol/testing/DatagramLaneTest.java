package org.spinngate.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakExtension.class)
class DatagramLaneTest {
  private static final int MANY = 1000;

  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final DatagramTally tally = new DatagramTally();
  private final List<String> departed = new ArrayList<>();
  private Conditions conditions = Conditions.CLEAR;
  private final DatagramLane lane = lane(42);

  private DatagramLane lane(long seed) {
    return new DatagramLane(
        clock.eventLoop(), new Timetable(seed), () -> conditions, tally, this::depart);
  }

  @BeforeEach
  void start() {
    clock.freezeTime();
  }

  @AfterEach
  void stop() {
    lane.close();
    clock.finishAndReleaseAll();
  }

  @Test
  void aClearNetworkPassesEverythingAtOnce() {
    arrive("one");
    arrive("");
    arrive("two");

    assertThat(departed).containsExactly("one", "", "two");
    assertThat(tally.counts()).isEqualTo(new DatagramCounts(3, 0, 0, 0, 3));
  }

  @Test
  void aDelayedDatagramLeavesAfterItsDelay() {
    conditions = conditions.delayedBy(Duration.ofMillis(50));
    arrive("one");
    pass(49);
    assertThat(departed).isEmpty();

    pass(1);

    assertThat(departed).containsExactly("one");
  }

  @Test
  void jitterAloneKeepsTheOrder() {
    conditions = conditions.jitteredBy(Duration.ofMillis(30));
    List<String> sent = arriveMany(100);
    pass(30);

    assertThat(departed).isEqualTo(sent);
  }

  @Test
  void theShareThatIsAskedForIsLost() {
    conditions = conditions.losing(0.1);
    List<String> sent = arriveMany(MANY);

    assertThat(departed).hasSizeBetween(860, 940).isSubsetOf(sent);
    assertThat(tally.counts().lost()).isEqualTo(MANY - departed.size());
  }

  @Test
  void lossesComeInRunsOfTheLengthThatIsAskedForAndAreNoMoreThanWithout() {
    conditions = conditions.losing(0.02).inRunsOf(3);
    List<String> sent = arriveMany(50 * MANY);
    Set<String> arrived = new HashSet<>(departed);
    int runs = 0;
    for (int number = 1; number < sent.size(); number++) {
      boolean begins =
          arrived.contains(sent.get(number - 1)) && !arrived.contains(sent.get(number));
      runs += begins ? 1 : 0;
    }

    long lost = tally.counts().lost();
    assertThat(lost / (double) sent.size()).isBetween(0.016, 0.024);
    assertThat(lost / (double) runs).isBetween(2.7, 3.3);
  }

  @Test
  void aBlackHoleLosesEverything() {
    conditions = conditions.losing(1);
    arriveMany(100);
    conditions = Conditions.CLEAR;
    arrive("after it");

    assertThat(departed).containsExactly("after it");
  }

  @Test
  void theShareThatIsAskedForComesTwice() {
    conditions = conditions.duplicating(0.1);
    List<String> sent = arriveMany(MANY);

    assertThat(departed).hasSizeBetween(1060, 1140);
    assertThat(departed.stream().distinct()).containsExactlyElementsOf(sent);
    assertThat(tally.counts().duplicated()).isEqualTo(departed.size() - MANY);
  }

  @Test
  void aReorderedDatagramIsOvertakenByThoseOfTheNextTwentyMilliseconds() {
    conditions = conditions.reordering(1);
    arrive("late");
    conditions = Conditions.CLEAR;
    arrive("next");
    pass(19);
    arrive("last");
    pass(1);
    arrive("behind");

    assertThat(departed).containsExactly("next", "last", "late", "behind");
    assertThat(tally.counts().reordered()).isEqualTo(1);
  }

  @Test
  void aLimitedRateSpacesDatagramsByTheirBytes() {
    conditions = conditions.limitedTo(1000);
    arrive("ten bytes!");
    arrive("end");

    assertThat(departed).containsExactly("ten bytes!");
    pass(9);
    assertThat(departed).hasSize(1);
    pass(1);
    assertThat(departed).containsExactly("ten bytes!", "end");
  }

  @Test
  void whatASlowLineHasNoRoomForIsLost() {
    conditions = conditions.limitedTo(1000);
    for (int number = 0; number < 400; number++) {
      arrive("x".repeat(1000));
    }

    assertThat(tally.counts().lost()).isBetween(100L, 150L);
  }

  @Test
  void theSameSeedGivesTheSameFaults() {
    conditions = conditions.losing(0.2).duplicating(0.2).reordering(0.2);
    arriveMany(MANY);
    pass(20);
    List<String> first = List.copyOf(departed);
    departed.clear();

    DatagramLane same = lane(42);
    for (int number = 0; number < MANY; number++) {
      same.pass(bytes("<" + number + ">"));
    }
    pass(20);

    assertThat(departed).isEqualTo(first);
  }

  private List<String> arriveMany(int count) {
    List<String> sent = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      sent.add("<" + number + ">");
      arrive("<" + number + ">");
    }
    return sent;
  }

  private void arrive(String text) {
    lane.pass(bytes(text));
  }

  private ByteBuf bytes(String text) {
    return clock.alloc().buffer().writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void depart(ByteBuf datagram) {
    departed.add(datagram.toString(StandardCharsets.US_ASCII));
    datagram.release();
  }

  private void pass(int millis) {
    for (int i = 0; i < millis; i++) {
      clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      clock.runScheduledPendingTasks();
    }
  }
}
