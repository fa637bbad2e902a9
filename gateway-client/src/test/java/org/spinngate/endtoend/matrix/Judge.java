package org.spinngate.endtoend.matrix;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.endtoend.tools.ToolCounts;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.BootCounters;
import org.spinngate.simulated.IdentityPattern;
import org.spinngate.simulated.ScpCounters;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationCounters;

/** Says what is wrong with what a tool saw and with what its board saw. */
final class Judge {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Cell cell;
  private final Bench bench;
  private final List<String> faults = new ArrayList<>();

  Judge(Cell cell, Bench bench) {
    this.cell = cell;
    this.bench = bench;
  }

  CellResult judge(Outcome outcome, Expectation expectation) throws IOException {
    SimulationCounters seen = bench.board().counters();
    check(expectation.isMetBy(outcome), CellResult.NOT_AS_EXPECTED);
    check(outcome.counts().wrongAnswers() == 0, "the tool believed a wrong answer");
    checkInvented(outcome.counts(), seen);
    if (outcome.completed()) {
      checkDone(outcome, seen.boot());
    }
    return new CellResult(cell, expectation, outcome, faults);
  }

  /** The board has done nothing that the tool, or the network beyond the server, did not ask. */
  private void checkInvented(ToolCounts counts, SimulationCounters seen) {
    ScpCounters scp = seen.scp();
    long copies = bench.scpRoad().counts(Direction.TO_SERVER).duplicated();
    check(scp.executions() <= counts.requests() + copies, "requests were invented");
    int copiesOfOne = copies == 0 ? 1 : 2;
    check(
        scp.mostExecutions() <= Math.max(1, counts.mostSends()) * copiesOfOne,
        "a request was repeated " + scp.mostExecutions() + " times");
    check(scp.repeatedRequests() <= counts.repeated() + copies, "requests were repeated");
    if (cell.fault().keepsPorts()) {
      checkPorts(counts, seen);
    }
  }

  /** Rig has a second socket when it boots. */
  private void checkPorts(ToolCounts counts, SimulationCounters seen) {
    int sockets = cell.tool() == Tool.RIG && cell.job() == Job.BOOT ? 2 : 1;
    check(
        seen.scp().sourcePorts().size() <= sockets,
        "the board saw ports " + seen.scp().sourcePorts());
    long copies = bench.bootRoad().counts(Direction.TO_SERVER).duplicated();
    check(
        seen.boot().datagrams() <= counts.bootPackets() + copies,
        "of %d boot packets came %d".formatted(counts.bootPackets(), seen.boot().datagrams()));
  }

  private void checkDone(Outcome outcome, BootCounters boots) throws IOException {
    int requests = cell.requests();
    switch (cell.job()) {
      case READ -> check(Arrays.equals(outcome.data(), pattern(requests)), "other bytes were read");
      case WRITE -> check(Arrays.equals(Job.bytes(requests), written()), "other bytes are written");
      case BOOT -> {
        check(boots.completed() > 0, "the board is not booted");
        check(
            boots.imageDigest().equals(SimulatedBoard.digest(Job.IMAGE.bytes())),
            "another image is booted");
      }
    }
  }

  private static byte[] pattern(int requests) {
    return IdentityPattern.bytes(Bench.IDENTITY, Job.SDRAM, Job.bytes(requests).length);
  }

  /** Asks the board itself. */
  private byte[] written() throws IOException {
    try (ScpApplication direct = new ScpApplication(bench.board().scpAddress(), PATIENCE, 1)) {
      return direct.readWindowed(Job.SDRAM, Job.bytes(cell.requests()).length, 4);
    }
  }

  private void check(boolean right, String otherwise) {
    if (!right) {
      faults.add(otherwise);
    }
  }
}
