package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Mutator;
import org.spinngate.protocol.testing.Samples;

/** Wrong streams in pieces of any size: messages, datagrams, violations, and no leak. */
@ExtendWith(LeakExtension.class)
class StrangersStreamTest {
  private static final int STREAMS = 25_000;

  @Test
  void wrongStreamsAreMessagesDatagramsOrViolations() {
    Mutator mutator = new Mutator(0x5EED_0003, streams());
    SplittableRandom random = new SplittableRandom(0x5EED_0004);
    Receiver receiver = new Receiver();

    for (int i = 0; i < STREAMS; i++) {
      FrameReader reader = new FrameReader();
      EmbeddedChannel channel = new EmbeddedChannel(reader, new ControlCodec(), receiver.next());
      if (random.nextBoolean()) {
        reader.trust();
      }
      receive(channel, mutator.next(), random);
      assertThat(channel.finishAndReleaseAll()).isFalse();
    }

    assertThat(receiver.unexpected).isEmpty();
    assertThat(receiver.behindViolation).isZero();
    assertThat(receiver.messages).isGreaterThan(STREAMS / 4);
    assertThat(receiver.datagrams).isGreaterThan(STREAMS / 4);
    assertThat(receiver.violations).isBetween(STREAMS / 4, STREAMS);
  }

  private static void receive(EmbeddedChannel channel, byte[] bytes, SplittableRandom random) {
    int most = 1 + random.nextInt(bytes.length + 1);
    for (int start = 0; start < bytes.length; ) {
      int length = Math.min(bytes.length - start, 1 + random.nextInt(most));
      channel.writeInbound(channel.alloc().buffer().writeBytes(bytes, start, length));
      start += length;
    }
  }

  private static List<byte[]> streams() {
    List<byte[]> streams = new ArrayList<>();
    List<ControlMessage> usual = Samples.usual();
    for (int i = 0; i < usual.size(); i++) {
      streams.add(
          ByteScript.bytes()
              .raw(Samples.frameOf(usual.get(i)))
              .u16(9)
              .u8(0x80)
              .u16(1)
              .text("scp...")
              .raw(Samples.frameOf(usual.get((i + 5) % usual.size())))
              .u16(9)
              .u8(0x81)
              .u16(1)
              .u16(0)
              .text("boot")
              .toArray());
    }
    return streams;
  }

  /** Takes what the decoders give, as a correct program would, and counts it. */
  private static final class Receiver {
    final List<Throwable> unexpected = new ArrayList<>();
    int messages;
    int datagrams;
    int violations;
    int behindViolation;

    ChannelInboundHandlerAdapter next() {
      return new ChannelInboundHandlerAdapter() {
        private boolean violated;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
          behindViolation += violated ? 1 : 0;
          if (message instanceof ByteBuf frame) {
            read(ctx, frame);
          } else {
            messages++;
          }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
          violated = true;
          if (cause instanceof ProtocolViolation) {
            violations++;
          } else {
            unexpected.add(cause);
          }
        }
      };
    }

    private void read(ChannelHandlerContext ctx, ByteBuf frame) {
      try {
        boolean boot = DataFrame.readService(frame) == Service.BOOT;
        DataFrame.readFlow(frame);
        datagrams += boot ? Math.min(1, DataFrame.readGap(frame) + 1) : 1;
      } catch (ProtocolViolation violation) {
        ctx.pipeline().fireExceptionCaught(violation);
      } finally {
        frame.release();
      }
    }
  }
}
