package org.spinngate.protocol.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Time;

@ExtendWith(LeakExtension.class)
class CopiesTest {
  private final Time time = Time.overflowing();
  private final List<String> sent = new ArrayList<>();
  private int flushes;
  private final Copies copies = new Copies(time.loop(), new RecordingWay());

  @AfterEach
  void close() {
    copies.clear();
    time.close();
  }

  /** Adds a packet that says its number. */
  private void add(int number, int times) {
    ByteBuf packet = ByteBufAllocator.DEFAULT.directBuffer().writeInt(number);
    copies.add(packet, times, time.nanos());
    packet.release();
  }

  @Test
  void aPacketLeavesAgainFiveMillisecondsLater() {
    add(1, 1);

    time.pass(100);

    assertThat(sent).containsExactly("1 at 5");
  }

  @Test
  void itLeavesAsOftenAsWantedEachTimeFiveMillisecondsLater() {
    add(1, 4);

    time.pass(100);

    assertThat(sent).containsExactly("1 at 5", "1 at 10", "1 at 15", "1 at 20");
  }

  @Test
  void theOrderStaysHoweverOftenEachLeaves() {
    add(1, 2);
    add(2, 1);
    time.pass(3);
    add(3, 2);
    time.pass(100);

    assertThat(sent).containsExactly("1 at 5", "2 at 5", "3 at 8", "1 at 10", "3 at 13");
  }

  @Test
  void whatIsDueTogetherLeavesTogetherWithOneFlush() {
    add(1, 1);
    time.pass(1);
    add(2, 1);
    time.pass(4);

    assertThat(sent).containsExactly("1 at 5", "2 at 5");
    assertThat(flushes).isEqualTo(1);
  }

  @Test
  void noMoreThanEightHundredAreKept() {
    for (int number = 0; number < 1_100; number++) {
      add(number, 2);
    }

    time.pass(100);

    assertThat(sent).hasSize(2 * 800).doesNotContain("800 at 5");
  }

  @Test
  void theRingGoesRound() {
    for (int number = 0; number < 5_000; number++) {
      add(number, 1);
      time.pass(number % 2);
    }
    time.pass(10);

    assertThat(sent).hasSize(5_000);
    assertThat(sent.get(4_999)).startsWith("4999 ");
  }

  @Test
  void nothingLeavesThatWasForgotten() {
    add(1, 4);
    add(2, 1);

    copies.clear();
    copies.clear();
    time.pass(100);

    assertThat(sent).isEmpty();
    assertThat(time.isIdle()).isTrue();
  }

  @Test
  void whatComesAfterAllWasForgottenIsKeptAgain() {
    add(1, 1);
    copies.clear();
    add(2, 1);

    time.pass(100);

    assertThat(sent).containsExactly("2 at 5");
  }

  private final class RecordingWay implements Copies.Way {
    @Override
    public long now() {
      return time.nanos();
    }

    @Override
    public void sendAgain(ByteBuf packet, long now) {
      sent.add(packet.getInt(0) + " at " + time.millis());
      packet.release();
    }

    @Override
    public void sentAgain() {
      flushes++;
    }
  }
}
