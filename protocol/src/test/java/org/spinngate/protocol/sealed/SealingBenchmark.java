package org.spinngate.protocol.sealed;

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
import org.spinngate.protocol.bench.EventLoopThreads;
import org.spinngate.protocol.testing.Samples;

/** One packet: sealed, and sealed and opened; and what the replay window takes of that. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {EventLoopThreads.OPTION, EventLoopThreads.WHICH})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SealingBenchmark {
  /** Of frames: a read request, the answer to it, and a full packet. */
  @Param({"38", "282", "1321"})
  int bytes;

  private final PacketCipher cipher = new PacketCipher();
  private PacketSealer sealer;
  private PacketOpener opener;
  private ReplayWindow window;
  private long counter;
  private ByteBuf frames;

  @Setup
  public void allocate() {
    sealer = new PacketSealer(cipher, Samples.TO_SERVER, 1);
    opener = new PacketOpener(cipher, Samples.TO_SERVER);
    window = new ReplayWindow();
    frames = PooledByteBufAllocator.DEFAULT.heapBuffer(bytes).writeZero(bytes);
  }

  @TearDown
  public void release() {
    frames.release();
  }

  /** What a packet costs its sender. */
  @Benchmark
  public int sealed() {
    ByteBuf packet = sealer.seal(PooledByteBufAllocator.DEFAULT, frames.readerIndex(0));
    int length = packet.readableBytes();
    packet.release();
    return length;
  }

  /** What it costs both sides together. */
  @Benchmark
  public Object sealedAndOpened() {
    ByteBuf packet = sealer.seal(PooledByteBufAllocator.DEFAULT, frames.readerIndex(0));
    Object verdict = opener.open(packet);
    packet.release();
    return verdict;
  }

  /** A counter that is new, and noted. */
  @Benchmark
  public boolean windowMoved() {
    long next = counter++;
    boolean fresh = window.isNew(next);
    window.arrived(next);
    return fresh;
  }
}
