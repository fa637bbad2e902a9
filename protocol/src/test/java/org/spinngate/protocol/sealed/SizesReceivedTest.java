package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Timing;

/** What the receiver makes of probes and size reports. */
class SizesReceivedTest {
  private final RecordingFrames frames = new RecordingFrames();
  private final PacketReceiver receiver =
      new PacketReceiver(
          frames,
          SealingEnds.ofServer(new PacketCipher(), Packets.KEYS),
          Timing.of(System::nanoTime));
  private long counter;

  private void receive(byte[]... content) {
    ByteBuf packet = Unpooled.wrappedBuffer(content);
    byte[] all = new byte[packet.readableBytes()];
    packet.readBytes(all);
    ByteBuf sealed = Unpooled.wrappedBuffer(Packets.toServer(counter++, all));
    receiver.read(sealed, receiver.open(sealed), 0);
  }

  @Test
  void aProbeIsToldAndDoesNotCountAsAPacket() {
    receive(Packets.mark(0).toArray(), Packets.probe(7, 1_400));
    receive(Packets.scp(0, 1, "datagram"));

    assertThat(frames.take()).containsExactly("probe 7", "scp 1 datagram");
    assertThat(receiver.counts().arrived()).isEqualTo(1);
  }

  @Test
  void ofSeveralProbesInAPacketTheFirstCounts() {
    receive(Packets.mark(0).toArray(), Packets.probe(7, 0), Packets.probe(8, 0));
    receive(Packets.mark(0).toArray(), Packets.probe(9, 0));

    assertThat(frames.take()).containsExactly("probe 7", "probe 9");
    assertThat(receiver.counts().arrived()).isZero();
  }

  @Test
  void aReportSaysWhatThePeerTakesAndWhichProbeCameThere() {
    receive(Packets.mark(0).toArray(), Packets.sizes(1_472, 65_535));

    assertThat(frames.take()).containsExactly("sizes 1472 65535");
  }

  @Test
  void framesOfAnotherLengthAreSkipped() {
    byte[] longer = bytes().u16(6).u8(0x8A).u16(1).u16(2).u8(3).toArray();
    byte[] shorter = bytes().u16(2).u8(0x8B).u8(1).toArray();
    receive(Packets.mark(0).toArray(), longer, shorter, Packets.scp(0, 1, "behind"));

    assertThat(frames.take()).containsExactly("scp 1 behind");
    assertThat(receiver.counts().arrived()).isEqualTo(1);
  }
}
