package org.spinngate.endtoend.matrix;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.spinngate.endtoend.tools.HostTool;
import org.spinngate.endtoend.tools.Outcome;

/**
 * One fault, one tool, one job, one carrier.
 *
 * @param fault that strikes
 * @param tool that must bear it
 * @param job what it does
 * @param carrier what lies between client and server
 */
record Cell(Fault fault, Tool tool, Job job, Carrier carrier) {
  private static final Duration FAR = Duration.ofMillis(50);
  private static final int MANY = 48;
  private static final int FEW = 12;
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /** About one second's work on a good network. */
  int requests() {
    boolean far = fault.way().delay().compareTo(FAR) > 0;
    return (far ? FEW : MANY) * tool.window();
  }

  /** Makes it happen. The tool works on a thread of the executor. */
  CellResult run(Executor threads) throws Exception {
    try (Bench bench = Bench.open(this);
        HostTool host = tool.open(bench.target())) {
      bench.worsen(fault);
      CompletableFuture<Outcome> work =
          CompletableFuture.supplyAsync(() -> job.run(host, requests()), threads);
      Silence silence = strike(bench, work);
      Outcome outcome = work.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      bench.settle();
      return new Judge(this, bench).judge(outcome, fault.expectation(this, silence));
    }
  }

  private Silence strike(Bench bench, CompletableFuture<Outcome> work) throws Exception {
    if (fault.strike().isEmpty()) {
      return fault.silence();
    }
    await(toString())
        .pollInterval(POLL)
        .atMost(LIMIT)
        .until(() -> work.isDone() || isUnderWay(bench));
    if (work.isDone()) {
      throw new IllegalStateException("ended before the fault could strike: " + work.join());
    }
    return fault.strike().get().at(bench);
  }

  private boolean isUnderWay(Bench bench) {
    return job.isUnderWay(bench.board().counters(), requests()) && bench.isCarrierInUse(job);
  }

  @Override
  public String toString() {
    return String.join(" × ", fault.name(), tool.label(), job.label(), carrier.label());
  }
}
