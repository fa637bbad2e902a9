package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.pace.ArrivalsReport;

/** What a receiver finds out of how late packets come, and what it makes of what it is told. */
class ArrivalsReceivedTest {
  private final RecordingFrames frames = new RecordingFrames();
  private final PacketReceiver receiver =
      new PacketReceiver(
          frames, SealingEnds.ofServer(new PacketCipher(), Packets.KEYS), Timing.of(() -> 0));
  private long counter;

  private void receive(long millis, byte[]... content) {
    byte[] all = bytesOf(Unpooled.wrappedBuffer(content));
    ByteBuf sealed = Unpooled.wrappedBuffer(Packets.toServer(counter++, all));
    receiver.read(sealed, receiver.open(sealed), TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static byte[] bytesOf(ByteBuf buffer) {
    byte[] all = new byte[buffer.readableBytes()];
    buffer.readBytes(all);
    return all;
  }

  private static byte[] waited(int millis) {
    return bytes().u16(3).u8(0x8D).u16(millis).toArray();
  }

  private int reportedLate() {
    ByteBuf out = Unpooled.buffer();
    receiver.arrivals().write(out, 0);
    return ArrivalsReport.read(out.skipBytes(3)).late();
  }

  @Test
  void whatWaitedAtTheSenderIsNotLateOnTheLine() {
    receive(20, Packets.scp(0, 1, "in time"));
    receive(1_270, Packets.scp(1_000, 1, "old"), waited(250));

    assertThat(receiver.lateMillis()).isZero();
  }

  @Test
  void howLongAPacketWaitedCountsFromItsFirstMark() {
    receive(20, Packets.scp(0, 1, "in time"));
    receive(1_270, Packets.scp(1_000, 1, "old"), Packets.scp(1_248, 2, "new"), waited(250));
    receive(2_020, Packets.scp(2_000, 1, "in time"));

    assertThat(receiver.lateMillis()).isZero();
  }

  @Test
  void ofAllThatComesTheLeastLateIsTold() {
    receive(20, Packets.scp(0, 1, "in time"));
    reportedLate();
    receive(130, Packets.scp(50, 1, "late"));
    receive(180, Packets.scp(120, 1, "less late"));
    receive(280, Packets.scp(190, 1, "late"));

    assertThat(reportedLate()).isEqualTo(40);
  }

  @Test
  void arrivalsAreTakenIfTheyAreAsDrawn() {
    byte[] longer = bytes().u16(16).u8(0x8C).u16(1).u32(2).u32(3).u32(4).u8(5).toArray();
    byte[] right = bytes().u16(15).u8(0x8C).u16(7).u32(1_500).u32(9).u32(10).toArray();
    receive(0, Packets.mark(0).toArray(), longer, right);

    assertThat(frames.take()).containsExactly("arrivals 7 1500");
  }
}
