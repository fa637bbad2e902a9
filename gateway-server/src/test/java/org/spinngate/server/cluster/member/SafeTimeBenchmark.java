package org.spinngate.server.cluster.member;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one of several gateways asks before each datagram to a board, and the clock it reads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SafeTimeBenchmark {
  private final LongSupplier clock = System::nanoTime;
  private final SafeTime safe = new SafeTime(clock, Duration.ofHours(1));

  /** One beat of long validity has been acknowledged. */
  public SafeTimeBenchmark() {
    safe.sends(1);
    safe.acknowledged(1);
  }

  @Benchmark
  public long clockAlone() {
    return clock.getAsLong();
  }

  @Benchmark
  public boolean mayBeSent() {
    return safe.holds();
  }
}
