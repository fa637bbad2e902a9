package org.spinngate.endtoend.matrix;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
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

  /** The same with the other carrier, which the matrix may or may not have. */
  Cell withOtherCarrier() {
    return new Cell(fault, tool, job, carrier == Carrier.STREAM ? Carrier.BOTH : Carrier.STREAM);
  }

  /** Whether a program has to be started for it, which takes long. */
  boolean isOfPrograms() {
    return fault.place() != Fault.Place.ALL_IN_THIS_PROCESS;
  }

  /** Whether it takes several times as long as others: programs start, or SpiNNMan waits often. */
  boolean isLong() {
    return isOfPrograms() || (tool == Tool.SPINNMAN && job == Job.BOOT);
  }

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
      if (!awaitTheMidst(bench, work)) {
        return new CellResult(
            this, Expectation.DONE_OR_ERROR, work.join(), List.of(CellResult.ENDED_TOO_SOON));
      }
      Silence silence = fault.strikeAt(bench);
      Outcome outcome = work.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      bench.settle();
      return new Judge(this, bench).judge(outcome, fault.expectation(this, silence));
    }
  }

  /** Waits until it is time to strike, and returns false if the tool is not that far any more. */
  private boolean awaitTheMidst(Bench bench, CompletableFuture<Outcome> work) {
    if (fault.strike().isEmpty()) {
      return true;
    }
    await(toString())
        .pollInterval(POLL)
        .atMost(LIMIT)
        .until(() -> work.isDone() || isUnderWay(bench));
    return !work.isDone();
  }

  private boolean isUnderWay(Bench bench) {
    return job.isUnderWay(bench.board().counters(), requests()) && bench.isCarrierInUse(job);
  }

  @Override
  public String toString() {
    return String.join(" × ", fault.name(), tool.label(), job.label(), carrier.label());
  }
}
