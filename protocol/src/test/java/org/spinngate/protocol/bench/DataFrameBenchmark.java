package org.spinngate.protocol.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.Service;

/** One datagram into a frame, and out of it again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DataFrameBenchmark {
  private static final int FLOW = 7;

  /** A read request, the answer to it, and the longest datagram. */
  @Param({"26", "270", "1472"})
  int bytes;

  private ByteBuf datagram;
  private ByteBuf frame;
  private ByteBuf written;

  @Setup
  public void allocate() {
    datagram = PooledByteBufAllocator.DEFAULT.directBuffer(bytes).writeZero(bytes);
    frame = PooledByteBufAllocator.DEFAULT.directBuffer(DataFrame.MAX_BYTES);
    written = PooledByteBufAllocator.DEFAULT.directBuffer(DataFrame.MAX_BYTES);
    DataFrame.writeScp(written, FLOW, datagram);
  }

  @TearDown
  public void release() {
    datagram.release();
    frame.release();
    written.release();
  }

  @Benchmark
  public ByteBuf write() {
    DataFrame.writeScp(frame.clear(), FLOW, datagram);
    return frame;
  }

  @Benchmark
  public int read() {
    written.readerIndex(Frame.LENGTH_BYTES);
    return DataFrame.readService(written) == Service.SCP ? DataFrame.readFlow(written) : 0;
  }
}
