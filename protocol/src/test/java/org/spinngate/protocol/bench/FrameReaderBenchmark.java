package org.spinngate.protocol.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.stream.FrameReader;

/** Data frames out of one piece of the stream, such as a TLS record; the figure is for a frame. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {EventLoopThreads.OPTION, EventLoopThreads.WHICH})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameReaderBenchmark {
  private static final int FRAMES = 32;

  /** A read request, and the answer to it. */
  @Param({"26", "270"})
  int bytes;

  private final Sink sink = new Sink();
  private EmbeddedChannel channel;
  private ByteBuf record;

  @Setup
  public void allocate() {
    channel = new EmbeddedChannel(new FrameReader(), sink);
    ByteBuf datagram = PooledByteBufAllocator.DEFAULT.directBuffer(bytes).writeZero(bytes);
    record = PooledByteBufAllocator.DEFAULT.directBuffer(FRAMES * DataFrame.MAX_BYTES);
    for (int frame = 0; frame < FRAMES; frame++) {
      DataFrame.writeScp(record, 1 + frame, datagram);
    }
    datagram.release();
  }

  @TearDown
  public void release() {
    channel.finishAndReleaseAll();
    record.release();
  }

  /** Frames that lie in one piece. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int whole() {
    channel.pipeline().fireChannelRead(record.retainedSlice());
    return sink.flows;
  }

  /** The same in two pieces, so that one frame has to be joined. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int inTwoPieces() {
    int half = record.readableBytes() / 2 + 3;
    channel.pipeline().fireChannelRead(record.retainedSlice(0, half));
    channel.pipeline().fireChannelRead(record.retainedSlice(half, record.readableBytes() - half));
    return sink.flows;
  }

  private static final class Sink extends ChannelInboundHandlerAdapter {
    private int flows;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf frame = (ByteBuf) message;
      DataFrame.readService(frame);
      flows += DataFrame.readFlow(frame);
      frame.release();
    }
  }
}
