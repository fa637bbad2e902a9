package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class BacklogTest {
  private final Backlog backlog = new Backlog();

  @AfterEach
  void close() {
    ByteBuf left = backlog.take();
    if (left != null) {
      left.release();
    }
  }

  /** A datagram that expects a reply, as its flags say behind two bytes of padding. */
  private static ByteBuf request(int number) {
    return bytes().u16(0).u8(0x87).u16(number).toBuffer();
  }

  private static ByteBuf event(int number) {
    return bytes().u16(0).u8(0x07).u16(number).toBuffer();
  }

  private void add(int now, int flow, ByteBuf datagram) {
    assertThat(backlog.hasRoomFor(datagram)).isTrue();
    backlog.add(ByteBufAllocator.DEFAULT, now, flow, datagram);
  }

  /** What waits in words, such as {@code @5} for a mark and {@code 2:7} for flow and number. */
  private List<String> take() {
    List<String> words = new ArrayList<>();
    ByteBuf taken = backlog.take();
    while (taken != null && taken.isReadable()) {
      ByteBuf frame = taken.readSlice(taken.readUnsignedShort());
      if (DataFrame.kind(frame) == DataFrame.TIME_MARK_KIND) {
        words.add("@" + DataFrame.readTimeMark(frame));
      } else {
        words.add(frame.getUnsignedShort(1) + ":" + frame.getUnsignedShort(6));
      }
    }
    if (taken != null) {
      taken.release();
    }
    return words;
  }

  @Test
  void datagramsWaitInOrderBehindTheTimesAtWhichTheyCame() {
    add(100, 1, request(7));
    add(109, 2, request(8));
    add(110, 1, request(9));

    assertThat(take()).containsExactly("@100", "1:7", "2:8", "@110", "1:9");
    assertThat(take()).isEmpty();
  }

  @Test
  void aRequestThatIsRepeatedIsTakenOut() {
    add(0, 1, request(7));
    add(0, 1, request(8));
    add(0, 1, request(9));

    assertThat(backlog.removeRepeated(1, request(8))).isTrue();
    assertThat(backlog.removeRepeated(1, request(8))).isFalse();

    assertThat(take()).containsExactly("@0", "1:7", "1:9");
  }

  @Test
  void aRequestThatIsMerelySimilarStays() {
    add(0, 1, request(7));

    assertThat(backlog.removeRepeated(2, request(7))).isFalse();
    assertThat(backlog.removeRepeated(1, request(8))).isFalse();
    assertThat(backlog.removeRepeated(1, request(7).writerIndex(4))).isFalse();
    assertThat(backlog.removeRepeated(1, bytes().u16(0).u8(0x87).u16(7).u8(0).toBuffer()))
        .isFalse();
    assertThat(take()).containsExactly("@0", "1:7");
  }

  @Test
  void whatExpectsNoReplyMayBeMeantTwice() {
    add(0, 1, event(7));

    assertThat(backlog.removeRepeated(1, event(7))).isFalse();
    assertThat(backlog.removeRepeated(1, bytes().u16(0).toBuffer())).isFalse();
  }

  @Test
  void whatWaitedForTooLongIsDroppedAndCounted() {
    add(0, 1, request(1));
    add(5, 1, request(2));
    add(100, 1, request(3));
    add(300, 1, request(4));

    assertThat(backlog.dropOlderThan(500, 500).datagrams()).isZero();
    assertThat(backlog.dropOlderThan(500, 601).datagrams()).isEqualTo(3);

    assertThat(take()).containsExactly("@300", "1:4");
  }

  @Test
  void afterAllWasDroppedTheNextHasItsOwnTime() {
    add(0, 1, request(1));

    assertThat(backlog.dropOlderThan(500, 501).datagrams()).isEqualTo(1);
    add(505, 1, request(2));

    assertThat(take()).containsExactly("@505", "1:2");
  }

  @Test
  void timesMayOverflow() {
    add(Integer.MAX_VALUE - 10, 1, request(1));
    add(Integer.MIN_VALUE + 90, 1, request(2));

    assertThat(backlog.dropOlderThan(500, Integer.MIN_VALUE + 500).datagrams()).isEqualTo(1);
    assertThat(take()).containsExactly("@" + (Integer.MIN_VALUE + 90), "1:2");
  }

  @Test
  void aFullBacklogHasNoRoomUntilSomethingIsDropped() {
    ByteBuf large = bytes().times(1_000, 1).toBuffer();
    int held = 0;
    while (backlog.hasRoomFor(large)) {
      add(held * 100, 1, large);
      held++;
    }

    assertThat(held).isEqualTo(64);
    assertThat(backlog.dropOlderThan(500, 6_300).datagrams()).isEqualTo(58);
    assertThat(backlog.hasRoomFor(large)).isTrue();
  }

  @Test
  void anyOrderOfCallsKeepsExactlyWhatShouldStay() {
    SplittableRandom random = new SplittableRandom(0x5EED_0006);
    List<String> expected = new ArrayList<>();
    List<Integer> times = new ArrayList<>();
    int now = 0;

    for (int i = 0; i < 20_000; i++) {
      now += 10;
      int flow = 1 + random.nextInt(3);
      int number = random.nextInt(20);
      String words = flow + ":" + number;
      int known = expected.indexOf(words);
      assertThat(backlog.removeRepeated(flow, request(number))).isEqualTo(known >= 0);
      if (known >= 0) {
        expected.remove(known);
        times.remove(known);
      }
      if (random.nextInt(50) == 0) {
        int limit = now - 200;
        int old = (int) times.stream().filter(time -> time < limit).count();
        assertThat(backlog.dropOlderThan(200, now).datagrams()).isEqualTo(old);
        expected.subList(0, old).clear();
        times.subList(0, old).clear();
      }
      add(now, flow, request(number));
      expected.add(words);
      times.add(now);
      if (random.nextInt(500) == 0) {
        assertThat(take()).filteredOn(word -> !word.startsWith("@")).isEqualTo(expected);
        expected.clear();
        times.clear();
      }
    }
  }
}
