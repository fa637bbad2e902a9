package org.spinngate.server.scp;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A request out and its reply back, for a board with eight slots of which seven are taken. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestWindowBenchmark {
  private static final int SLOTS = 8;

  private final RequestWindow window = new RequestWindow(SLOTS);
  private final RequestWindow.Requester flow = () -> {};
  private int sequence;

  /** Fills all slots but one. */
  public RequestWindowBenchmark() {
    while (sequence < SLOTS - 1) {
      window.takeOrWait(flow, ++sequence, 0);
    }
  }

  @Benchmark
  public boolean requestAndReply() {
    sequence = (sequence + 1) & 0xFFFF;
    boolean taken = window.takeOrWait(flow, sequence, 0);
    window.answered(flow, (sequence - SLOTS + 1) & 0xFFFF, 0);
    return taken;
  }
}
