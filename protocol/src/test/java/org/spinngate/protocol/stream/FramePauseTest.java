package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.testing.LeakExtension;

/** A peer that brings frame after frame, of which every tenth is followed by a pause. */
@ExtendWith(LeakExtension.class)
class FramePauseTest {
  private static final long PAUSE_MILLIS = 50;
  private static final int KIND = 0x40;

  private final List<Object> seen = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private int frames;

  FramePauseTest() {
    channel.freezeTime();
    channel.pipeline().addLast(new FrameReader(this::pause), new Eyes());
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private long pause(int kind) {
    assertThat(kind).isEqualTo(KIND);
    frames++;
    return frames % 10 == 0 ? TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS) : 0;
  }

  /** Frames with these numbers. */
  private static ByteBuf numbered(int first, int end) {
    ByteBuf all = Unpooled.buffer();
    for (int number = first; number < end; number++) {
      all.writeShort(3).writeByte(KIND).writeShort(number);
    }
    return all;
  }

  private void pass(long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
  }

  private static List<Object> numbers(int first, int end) {
    List<Object> numbers = new ArrayList<>();
    for (int number = first; number < end; number++) {
      numbers.add(number);
    }
    return numbers;
  }

  private FrameReader reader() {
    return channel.pipeline().get(FrameReader.class);
  }

  @Test
  void heldFramesFollowInTheirOrderWhenTheyAreReleased() {
    reader().hold();
    channel.writeInbound(numbered(0, 5));
    pass(PAUSE_MILLIS);
    assertThat(seen).isEmpty();
    assertThat(channel.config().isAutoRead()).isFalse();

    reader().release();
    pass(0);

    assertThat(seen).isEqualTo(numbers(0, 5));
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void aPauseThatIsDueWhileFramesAreHeldIsMadeNoShorter() {
    channel.writeInbound(numbered(0, 12));
    reader().hold();
    reader().release();
    pass(PAUSE_MILLIS - 1);
    assertThat(seen).isEqualTo(numbers(0, 10));

    pass(1);

    assertThat(seen).isEqualTo(numbers(0, 12));
  }

  @Test
  void aPauseThatIsOverDoesNotReleaseWhatIsHeld() {
    channel.writeInbound(numbered(0, 12));
    reader().hold();
    pass(PAUSE_MILLIS);
    assertThat(seen).isEqualTo(numbers(0, 10));

    reader().release();
    pass(0);

    assertThat(seen).isEqualTo(numbers(0, 12));
  }

  @Test
  void whatIsHeldWhenTheConnectionEndsIsLetFall() {
    FrameReader reader = reader();
    reader.hold();
    channel.writeInbound(numbered(0, 5));

    channel.close();
    reader.release();
    pass(PAUSE_MILLIS);

    assertThat(seen).isEmpty();
  }

  @Test
  void ofOneReadNoMoreIsLookedAtThanIsDueAndNothingMoreIsRead() {
    channel.writeInbound(numbered(0, 25));

    assertThat(seen).isEqualTo(numbers(0, 10));
    assertThat(channel.config().isAutoRead()).isFalse();
    pass(PAUSE_MILLIS - 1);
    assertThat(seen).isEqualTo(numbers(0, 10));
  }

  @Test
  void afterThePauseItGoesOnWithoutALossAndInOrder() {
    channel.writeInbound(numbered(0, 25));
    channel.writeInbound(numbered(25, 29), Unpooled.wrappedBuffer(new byte[] {0, 3, KIND}));

    pass(PAUSE_MILLIS);
    assertThat(seen).isEqualTo(numbers(0, 20));
    assertThat(channel.config().isAutoRead()).isFalse();
    pass(PAUSE_MILLIS);
    assertThat(channel.config().isAutoRead()).isTrue();
    channel.writeInbound(Unpooled.buffer().writeShort(29));

    assertThat(seen).isEqualTo(numbers(0, 30));
  }

  @Test
  void whatWasSaidBeforeTheEndIsHeard() {
    channel.writeInbound(numbered(0, 25));

    channel.close();

    assertThat(seen).isEqualTo(numbers(0, 25));
    pass(10 * PAUSE_MILLIS);
    assertThat(seen).hasSize(25);
  }

  @Test
  void aPauseEndsOnTheEventLoopThatTheConnectionHasMovedTo() throws Exception {
    channel.writeInbound(numbered(0, 15));

    channel.deregister().sync();
    pass(10 * PAUSE_MILLIS);
    assertThat(seen).hasSize(10);
    channel.register();
    channel.runPendingTasks();
    pass(0);

    assertThat(seen).isEqualTo(numbers(0, 15));
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void nothingAfterAViolationIsHeardAfterAPause() {
    channel.writeInbound(numbered(0, 15), bytes().u16(0).toBuffer(), numbered(15, 20));

    pass(PAUSE_MILLIS);

    assertThat(seen.subList(0, 15)).isEqualTo(numbers(0, 15));
    assertThat(seen).hasSize(16).last().isInstanceOf(ProtocolViolation.class);
    pass(10 * PAUSE_MILLIS);
    assertThat(seen).hasSize(16);
  }

  @Test
  void aReaderThatIsRemovedHasNoPauseAndKeepsNothing() {
    channel.writeInbound(numbered(0, 25));

    channel.pipeline().remove(FrameReader.class);
    pass(10 * PAUSE_MILLIS);

    assertThat(seen).hasSize(10);
  }

  @Test
  void whatStillComesWhileNothingIsReadIsBounded() {
    channel.writeInbound(numbered(0, 25));

    channel.writeInbound(numbered(0, FrameReader.MOST_KEPT / 5));

    assertThat(channel.isOpen()).isFalse();
    assertThat(seen).hasSize(10);
  }

  /** What the next handler sees; what is read completely is no news. */
  private final class Eyes extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf frame = (ByteBuf) message;
      assertThat(frame.getByte(frame.readerIndex())).isEqualTo((byte) KIND);
      seen.add(frame.getUnsignedShort(frame.readerIndex() + 1));
      frame.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      seen.add(cause);
    }
  }
}
