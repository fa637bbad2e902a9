package org.spinngate.protocol.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class SentPacketsTest {
  private static final long HORIZON = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int KEY = 7;
  private static final long START = Long.MAX_VALUE - HORIZON / 2;

  private final HeldBytes held = new HeldBytes(100_000);
  private final SentPackets sent = new SentPackets(held, HORIZON);

  SentPacketsTest() {
    sent.begin(KEY, 0);
  }

  @AfterEach
  void clear() {
    sent.clear();
    assertThat(held.free()).as("all is given back").isEqualTo(100_000);
  }

  /** Sends a packet of so many bytes, the first of which is the counter. */
  private void send(SentPackets by, long counter, int bytes, long now) {
    ByteBuf packet = PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
    packet.writeByte((int) counter).writeZero(bytes - 1);
    by.add(counter, packet, now);
    packet.release();
  }

  private void send(long counter, int bytes, long now) {
    send(sent, counter, bytes, now);
  }

  private boolean has(int key, long counter, long now) {
    ByteBuf packet = sent.find(key, counter, now);
    return packet != null && packet.getByte(packet.readerIndex()) == (byte) counter;
  }

  @Test
  void eachPacketIsFoundByItsKeyAndCounterUntilItIsTooOld() {
    send(0, 100, START);
    send(1, 100, START + 1);

    assertThat(has(KEY, 0, START + HORIZON - 1)).isTrue();
    assertThat(has(KEY, 0, START + HORIZON)).isFalse();
    assertThat(has(KEY, 1, START + HORIZON)).isTrue();
    assertThat(has(KEY + 1, 1, START)).isFalse();
    assertThat(has(KEY, 2, START)).isFalse();
    assertThat(sent.find(KEY, -1, START)).isNull();
    assertThat(sent.find(KEY, Long.MAX_VALUE, START)).isNull();
    assertThat(sent.find(KEY, Long.MIN_VALUE, START)).isNull();
  }

  @Test
  void theAgeOfAPacketIsKnown() {
    send(0, 100, START);

    assertThat(sent.age(KEY, 0, START + 42)).isEqualTo(42);
  }

  @Test
  void countersThatWereNotKeptAreNotFound() {
    send(3, 100, START);
    send(9, 100, START);

    assertThat(has(KEY, 3, START)).isTrue();
    assertThat(sent.find(KEY, 5, START)).isNull();
    assertThat(has(KEY, 9, START)).isTrue();
  }

  @Test
  void whatIsTooOldGivesItsBytesBack() {
    send(0, 1_000, START);
    send(1, 500, START + 10);

    sent.forgetOld(START + HORIZON);

    assertThat(sent.bytes()).isEqualTo(500);
    assertThat(held.free()).isEqualTo(99_500);
  }

  @Test
  void theOldestGoFirstSoThatAsMuchIsLeftForOthers() {
    for (int counter = 0; counter < 100; counter++) {
      send(counter, 1_000, START);
    }

    assertThat(sent.bytes()).isEqualTo(50_000);
    assertThat(has(KEY, 49, START)).isFalse();
    assertThat(has(KEY, 50, START)).isTrue();
    assertThat(has(KEY, 99, START)).isTrue();
  }

  @Test
  void whatOtherPathsHoldIsNotTakenFromThemAndLeavesAShare() {
    SentPackets other = new SentPackets(held, HORIZON);
    other.begin(KEY, 0);
    for (int counter = 0; counter < 100; counter++) {
      send(other, counter, 1_000, START);
      send(counter, 1_000, START);
    }

    assertThat(sent.bytes()).isBetween(32_000, 34_000);
    assertThat(other.bytes()).isBetween(32_000, 34_000);
    other.clear();
  }

  @Test
  void aPathAloneKeepsHalfASecondOfAStream() {
    HeldBytes ofOne = HeldBytes.forOneStream();
    SentPackets stream = new SentPackets(ofOne, HORIZON);
    stream.begin(KEY, 0);
    for (int counter = 0; counter < 10_000; counter++) {
      send(stream, counter, 1_024, START);
    }

    assertThat(stream.bytes()).isEqualTo(6 << 20);
    stream.clear();
    assertThat(ofOne.free()).isEqualTo(12 << 20);
  }

  @Test
  void whatDoesNotFitAtAllIsNotKept() {
    send(0, 60_000, START);
    send(1, 60_000, START);

    assertThat(has(KEY, 0, START)).isFalse();
    assertThat(has(KEY, 1, START)).isTrue();
    assertThat(sent.bytes()).isEqualTo(60_000);
  }

  @Test
  void packetsOfTheKeyBeforeAreStillFound() {
    send(0, 100, START);
    send(1, 100, START);
    sent.begin(KEY + 1, 0);
    send(0, 100, START);

    assertThat(has(KEY, 0, START)).isTrue();
    assertThat(has(KEY, 1, START)).isTrue();
    assertThat(sent.find(KEY, 2, START)).as("of the other key").isNull();
    assertThat(has(KEY + 1, 0, START)).isTrue();
  }

  @Test
  void halfASecondOfAFastStreamIsKeptWithinTheLimitsOfAPath() {
    HeldBytes plenty = new HeldBytes(1L << 30);
    SentPackets fast = new SentPackets(plenty, HORIZON);
    fast.begin(KEY, 0);
    long now = START;
    for (int counter = 0; counter < 40_000; counter++) {
      now += TimeUnit.SECONDS.toNanos(1) / 36_000;
      send(fast, counter, 300, now);
    }

    assertThat(fast.find(KEY, 39_999, now)).isNotNull();
    assertThat(fast.find(KEY, 40_000 - 17_999, now)).isNotNull();
    assertThat(fast.bytes()).isBetween(17_990 * 300, 18_010 * 300);
    fast.clear();
    assertThat(plenty.free()).isEqualTo(1L << 30);
  }

  @Test
  void aPathKeepsNoMoreThanItsShare() {
    HeldBytes plenty = new HeldBytes(1L << 30);
    SentPackets large = new SentPackets(plenty, HORIZON);
    large.begin(KEY, 0);
    for (int counter = 0; counter < 8_000; counter++) {
      send(large, counter, 1_200, START);
    }

    assertThat(large.bytes()).isLessThanOrEqualTo(SentPackets.MOST_BYTES);
    assertThat(large.find(KEY, 7_999, START)).isNotNull();
    large.clear();
  }
}
