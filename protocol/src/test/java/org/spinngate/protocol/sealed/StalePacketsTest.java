package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;

/** Packets that are late, and clocks that were halted. */
@ExtendWith(LeakExtension.class)
class StalePacketsTest {
  private final RecordingFrames frames = new RecordingFrames();
  private final PacketReceiver receiver =
      new PacketReceiver(
          frames, SealingEnds.ofClient(new PacketCipher(), Packets.KEYS), Timing.of(() -> 0));
  private long counter;

  private List<String> receive(long millis, byte... content) {
    ByteBuf buffer = Unpooled.wrappedBuffer(Packets.toClient(counter++, content));
    receiver.read(buffer, receiver.open(buffer), TimeUnit.MILLISECONDS.toNanos(millis));
    return frames.take();
  }

  @Test
  void whatIsHalfASecondLateIsTakenAndWhatIsLaterFalls() {
    receive(1_000, Packets.scp(70_000, 1, "usual"));

    assertThat(receive(1_600, Packets.scp(70_100, 1, "late"))).containsExactly("scp 1 late");
    assertThat(receive(1_601, Packets.scp(70_100, 1, "later"))).containsExactly("dropped stale");
    assertThat(receive(1_602, Packets.scp(70_602, 1, "usual"))).containsExactly("scp 1 usual");
  }

  @Test
  void datagramsWithoutATimeMarkFall() {
    byte[] unmarked = bytes().u16(8).u8(0x80).u16(1).text("hello").toArray();

    assertThat(receive(0, unmarked)).containsExactly("dropped stale");
    receive(1, Packets.scp(0, 1, "usual"));
    assertThat(receive(2, unmarked)).containsExactly("dropped stale");
  }

  @Test
  void marksMayPassTheHighestNumber() {
    receive(0, Packets.scp(0xFFFF_FFF0L, 1, "before"));

    assertThat(receive(32, Packets.scp(0x10, 1, "behind"))).containsExactly("scp 1 behind");
  }

  @Test
  void aFreshAnswerProvesThatOnlyAClockWasHalted() {
    receive(0, Packets.scp(60_000, 1, "usual"));
    assertThat(receive(60_000, Packets.scp(60_100, 1, "a"))).containsExactly("dropped stale");

    frames.reportsAreFresh();
    byte[] answered = bytes().raw(Packets.answer(60_200, 1)).toArray();
    byte[] more = bytes().raw(answered).u16(4).u8(0x80).u16(1).text("b").toArray();

    assertThat(receive(60_100, more)).containsExactly("reported 1 0 0", "answer 1", "scp 1 b");
    assertThat(receive(60_200, Packets.scp(60_300, 1, "c"))).containsExactly("scp 1 c");
    assertThat(receive(60_801, Packets.scp(60_300, 1, "d"))).containsExactly("dropped stale");
  }

  @Test
  void anOldAnswerProvesNothing() {
    receive(0, Packets.scp(60_000, 1, "usual"));
    receive(60_000, Packets.answer(60_100, 1));

    assertThat(receive(60_001, Packets.scp(60_101, 1, "a"))).containsExactly("dropped stale");
  }

  @Test
  void whatHadArrivedWithTheLatestAnswerIsKept() {
    receive(0, Packets.scp(0, 1, "x"));
    receive(1, Packets.answer(0, 4));
    receive(2, Packets.scp(0, 1, "y"));
    receive(3, Packets.answer(0, 3));

    assertThat(receiver.counts().answered()).isEqualTo(4);
    assertThat(receiver.counts().arrivedThen()).isEqualTo(2);
    assertThat(receiver.counts().copiesThen()).isZero();
    assertThat(receiver.counts().arrived()).isEqualTo(4);
  }
}
