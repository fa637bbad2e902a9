package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class ControlCodecTest {
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new FrameReader(), new ControlCodec());

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void aFrameBecomesItsMessage() {
    ByteBuf frame = receive(bytes().u16(9).u8(0x0A).u64(77));

    assertThat(channel.<Object>readInbound()).isEqualTo(new Ping(77));
    assertThat(frame.refCnt()).isZero();
  }

  @Test
  void aMessageBecomesItsFrame() {
    channel.writeOutbound(new Bye(CloseCause.IDLE, "too long"));

    ByteBuf frame = channel.readOutbound();
    assertThat(ByteBufUtil.getBytes(frame))
        .isEqualTo(bytes().u16(12).u8(0x0C).u8(9).string("too long").toArray());
    frame.release();
  }

  @Test
  void dataFramesPassUntouchedInTheirPlaceBothWays() {
    byte[] data = bytes().u16(5).u8(0x80).u16(1).text("ab").toArray();

    receive(bytes().u16(1).u8(0x07).raw(data).u16(9).u8(0x0A).u64(1));
    channel.writeOutbound(channel.alloc().buffer().writeBytes(data));

    assertThat(channel.<Object>readInbound()).isEqualTo(new ListBoards());
    ByteBuf arrived = channel.readInbound();
    assertThat(ByteBufUtil.getBytes(arrived))
        .isEqualTo(bytes().u8(0x80).u16(1).text("ab").toArray());
    assertThat(channel.<Object>readInbound()).isEqualTo(new Ping(1));
    ByteBuf sent = channel.readOutbound();
    assertThat(ByteBufUtil.getBytes(sent)).isEqualTo(data);
    arrived.release();
    sent.release();
  }

  @Test
  void unknownMessagesThatDoNotMatterAreSkipped() {
    ByteBuf frames = receive(bytes().u16(4).u8(0x7F).text("new").u16(1).u8(0x07));

    assertThat(channel.<Object>readInbound()).isEqualTo(new ListBoards());
    assertThat(channel.inboundMessages()).isEmpty();
    assertThat(frames.refCnt()).isZero();
  }

  @Test
  void nothingAfterABrokenMessageIsLookedAt() {
    ByteScript script = bytes().u16(1).u8(0x07).u16(1).u8(0x0F).u16(1).u8(0x07);

    assertThatThrownBy(() -> receive(script))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("message of unknown kind 15");
    receive(bytes().u16(1).u8(0x07));

    assertThat(channel.<Object>readInbound()).isEqualTo(new ListBoards());
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void aMessageThatDoesNotFitFailsItsWriteAndKeepsNothing() {
    Hello hello = new Hello(1, 1, "u".repeat(65), "", "");

    assertThatThrownBy(() -> channel.writeOutbound(hello))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65 bytes where 64");
    assertThat(channel.outboundMessages()).isEmpty();
  }

  private ByteBuf receive(ByteScript script) {
    ByteBuf arrived = channel.alloc().buffer().writeBytes(script.toArray());
    channel.writeInbound(arrived);
    return arrived;
  }
}
