package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

@ExtendWith(LeakExtension.class)
class FrameReaderTest {
  private static final List<ControlMessage> MESSAGES = Samples.usual();
  private static final byte[] STREAM = stream();

  private final FrameReader reader = new FrameReader();
  private final EmbeddedChannel channel = new EmbeddedChannel(reader);

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void manyFramesOfOneBufferComeOutOneByOne() {
    receive(STREAM);

    assertThat(messages()).isEqualTo(MESSAGES);
  }

  @Test
  void framesSplitAtAnyByteComeOutWhole() {
    for (int split = 0; split <= STREAM.length; split++) {
      receive(Arrays.copyOfRange(STREAM, 0, split));
      receive(Arrays.copyOfRange(STREAM, split, STREAM.length));

      assertThat(messages()).as("split at %d", split).isEqualTo(MESSAGES);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64})
  void framesInPiecesOfAnySizeComeOutWhole(int size) {
    for (int start = 0; start < STREAM.length; start += size) {
      receive(Arrays.copyOfRange(STREAM, start, Math.min(STREAM.length, start + size)));
    }

    assertThat(messages()).isEqualTo(MESSAGES);
  }

  @Test
  void aFrameIsPassedOnAsSoonAsItIsWhole() {
    receive(bytes().u16(1).u8(0x07).u16(9).u8(0x0A).toArray());

    assertThat(channel.inboundMessages()).hasSize(1);
    assertThat(content()).isEqualTo(bytes().u8(0x07).toArray());
  }

  @Test
  void framesThatAreKeptStayAsTheyWereWhenMoreArrives() {
    receive(bytes().u16(2).u16(0x4011).u16(2).u8(0x40).toArray());
    ByteBuf kept = channel.readInbound();

    receive(bytes().u8(0x22).u16(2).u16(0x4033).toArray());

    assertThat(ByteBufUtil.getBytes(kept)).isEqualTo(bytes().u16(0x4011).toArray());
    assertThat(content()).isEqualTo(bytes().u16(0x4022).toArray());
    assertThat(content()).isEqualTo(bytes().u16(0x4033).toArray());
    kept.release();
  }

  @Test
  void aFrameOfNoLengthIsAViolation() {
    assertThatThrownBy(() -> receive(bytes().u16(0).u8(0x07).toArray()))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("frame of length 0");
  }

  @Test
  void aStrangersFrameMayBeAsLongAsTheBoundAndNoLonger() {
    receive(bytes().u16(4096).times(4096, 0x40).toArray());

    assertThat(content()).hasSize(4096);
    assertThatThrownBy(() -> receive(bytes().u16(4097).toArray()))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("frame of length 4097");
  }

  @Test
  void aTrustedPeersFrameMayBeAsLongAsTheBoundAndNoLonger() {
    reader.trust();
    receive(bytes().u16(16 * 1024).times(16 * 1024, 0x40).toArray());

    assertThat(content()).hasSize(16 * 1024);
    assertThatThrownBy(() -> receive(bytes().u16(16 * 1024 + 1).toArray()))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("frame of length 16385");
  }

  @Test
  void trustCountsFromTheNextFrameOfTheSameBuffer() {
    channel.pipeline().addLast(new OnFirstFrame(reader::trust));

    receive(bytes().u16(1).u8(0x07).u16(5000).times(5000, 0x40).toArray());

    assertThat(content()).hasSize(1);
    assertThat(content()).hasSize(5000);
  }

  @Test
  void anAnnouncedLengthTakesNoMemory() {
    receive(bytes().u16(4096).u8(0x01).toArray());

    assertThat(channel.inboundMessages()).isEmpty();
    channel.finishAndReleaseAll();
  }

  @Test
  void nothingAfterAViolationIsLookedAt() {
    assertThatThrownBy(() -> receive(bytes().u16(1).u8(0x07).u16(0).u16(1).u8(0x07).toArray()))
        .isInstanceOf(ProtocolViolation.class);
    receive(bytes().u16(1).u8(0x07).toArray());

    assertThat(content()).isEqualTo(bytes().u8(0x07).toArray());
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void nothingAfterAnErrorOfTheCarrierIsLookedAt() {
    channel.pipeline().fireExceptionCaught(new ProtocolViolation("elsewhere"));
    assertThatThrownBy(channel::checkException).hasMessage("elsewhere");

    receive(bytes().u16(1).u8(0x07).toArray());

    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void aReaderRemovedWithinAFrameLetsGoOfTheRest() {
    channel.pipeline().addLast(new OnFirstFrame(() -> channel.pipeline().remove(reader)));

    receive(bytes().u16(1).u8(0x07).u16(1).u8(0x07).u16(9).toArray());

    assertThat(content()).isEqualTo(bytes().u8(0x07).toArray());
    assertThat(channel.inboundMessages()).isEmpty();
  }

  @Test
  void aConnectionThatEndsWithinAFrameLetsGoOfIt() {
    ByteBuf half = channel.alloc().buffer().writeBytes(bytes().u16(9).u8(0x0A).toArray());
    channel.writeInbound(half);

    channel.close();

    assertThat(half.refCnt()).isZero();
    assertThat(channel.inboundMessages()).isEmpty();
  }

  private void receive(byte[] bytes) {
    channel.writeInbound(channel.alloc().buffer().writeBytes(bytes));
  }

  private byte[] content() {
    ByteBuf frame = channel.readInbound();
    try {
      return ByteBufUtil.getBytes(frame);
    } finally {
      frame.release();
    }
  }

  private List<ControlMessage> messages() {
    List<ControlMessage> messages = new ArrayList<>();
    while (!channel.inboundMessages().isEmpty()) {
      messages.add(ControlMessage.read(Unpooled.wrappedBuffer(content())));
    }
    return messages;
  }

  private static byte[] stream() {
    ByteBuf all = Unpooled.buffer(Frame.MAX_LENGTH);
    MESSAGES.forEach(message -> message.writeFrame(all));
    return ByteBufUtil.getBytes(all);
  }

  /** Does something once, before the first frame is passed on. */
  private static final class OnFirstFrame extends ChannelInboundHandlerAdapter {
    private final Runnable action;
    private boolean done;

    OnFirstFrame(Runnable action) {
      this.action = action;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (!done) {
        done = true;
        action.run();
      }
      ctx.fireChannelRead(message);
    }
  }
}
