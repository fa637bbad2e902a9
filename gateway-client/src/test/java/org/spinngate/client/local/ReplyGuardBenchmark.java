package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.spinngate.server.testing.ScpMessage;

/** A read and its reply, of an application with eight of them outstanding. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReplyGuardBenchmark {
  private static final int WINDOW = 8;
  private static final int READ = 2;
  private static final int SEQUENCE = 12;
  private static final int DATA_BYTES = 256;
  private static final long STEP_NANOS = 20_000;

  private final ReplyGuard guard = new ReplyGuard();
  private ByteBuf request;
  private ByteBuf reply;
  private int sequence;
  private long now;

  @Setup
  public void allocate() {
    byte[] read = ScpMessage.request(READ, 0, 0x6000_0000, DATA_BYTES, 2);
    request = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(read);
    byte[] header = {0, 0, 7, 8, (byte) 0xFF, 0, 0, 0, 0, 0, (byte) 0x80, 0, 0, 0};
    reply = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(header).writeZero(DATA_BYTES);
    for (int i = 0; i < WINDOW; i++) {
      ask();
    }
  }

  @TearDown
  public void release() {
    request.release();
    reply.release();
  }

  @Benchmark
  public Object requestAndReply() {
    reply.setShortLE(SEQUENCE, sequence - WINDOW + 1);
    now += STEP_NANOS;
    Object refusal = guard.refuses(reply, now);
    ask();
    return refusal;
  }

  private void ask() {
    request.setShortLE(SEQUENCE, ++sequence);
    guard.asked(request, now);
  }
}
