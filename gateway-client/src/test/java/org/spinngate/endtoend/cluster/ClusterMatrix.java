package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.spinngate.endtoend.Folders;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.RuledGateway;

/**
 * Every fault of several gateways, one after the other at one facility, while users read, write,
 * stream, boot and wait. After each of them all go on, by the same sessions, and the checker has
 * nothing to say. At the end come the negative controls, of which it must have something to say.
 */
final class ClusterMatrix {
  private final Path folder = Folders.temporary("cluster");
  private final List<String> failures = new ArrayList<>();

  private ClusterMatrix() {}

  /**
   * Runs it, as often as {@code -Dcluster.rounds} says, with the faults whose names contain {@code
   * -Dcluster.only}.
   *
   * @return whether all was as it must be
   */
  static boolean run() throws Exception {
    ClusterMatrix matrix = new ClusterMatrix();
    int rounds = Integer.getInteger("cluster.rounds", 1);
    for (int round = 1; round <= rounds; round++) {
      say("round " + round + " of " + rounds);
      matrix.faults(round, System.getProperty("cluster.only", ""));
      matrix.control("guard off", round, RuledGateway.Rules.KEPT, ClusterMatrix::standsUnguarded);
      matrix.control(
          "fencing at once", round, RuledGateway.Rules.HASTY, ClusterMatrix::standsShort);
    }
    matrix.failures.forEach(failure -> say("FAILED: " + failure));
    return matrix.failures.isEmpty();
  }

  private static void say(String text) {
    System.out.println(text);
  }

  private Path folder(String name) {
    return folder.resolve(name.replace(' ', '-'));
  }

  private void faults(int round, String wanted) throws IOException {
    List<ClusterFault> chosen =
        ClusterFaults.all().stream().filter(fault -> fault.name().contains(wanted)).toList();
    say("| longest pause | " + String.join(" | ", ClusterJobs.NAMES) + " |");
    say("|---|" + "---:|".repeat(ClusterJobs.NAMES.size()));
    try (ClusterFacility facility = started(round + "-faults", RuledGateway.Rules.KEPT);
        ClusterJobs jobs = ClusterJobs.begin(facility)) {
      for (ClusterFault fault : chosen) {
        play(fault, facility, jobs);
      }
    }
  }

  private ClusterFacility started(String name, RuledGateway.Rules rules) throws IOException {
    return new ClusterFacility(folder(name), ClusterPlan.quick(rules, ClusterJobs.BOARDS));
  }

  private void play(ClusterFault fault, ClusterFacility facility, ClusterJobs jobs) {
    jobs.beginAnew();
    try {
      fault.course().play(facility);
      jobs.goOn();
      jobs.sessionsAreTheSame();
      facility.check();
      jobs.check();
    } catch (Exception | AssertionError e) {
      failures.add(fault + ": " + e);
    }
    say(
        jobs.pauses().stream()
            .map(pause -> "%.1f s".formatted(pause.toMillis() / 1e3))
            .collect(Collectors.joining(" | ", "| " + fault + " | ", " |")));
  }

  private void control(String name, int round, RuledGateway.Rules rules, Control control)
      throws Exception {
    try (ClusterFacility facility = started(round + "-" + name, rules);
        ClusterJobs jobs = ClusterJobs.begin(facility)) {
      control.play(facility, jobs);
      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(() -> assertThat(facility.strayDatagrams()).isNotEmpty());
      say(name + ": " + facility.strayDatagrams().size() + " datagrams outside of terms");
    } catch (Exception | AssertionError e) {
      failures.add("negative control, " + name + ": " + e);
    }
  }

  /** What breaks a rule. */
  private interface Control {
    /** Plays it. */
    void play(ClusterFacility facility, ClusterJobs jobs) throws Exception;
  }

  private static void standsUnguarded(ClusterFacility facility, ClusterJobs jobs) throws Exception {
    facility.gateways().forEach(gateway -> gateway.tell(RuledGateway.UNGUARDED));
    facility.standsStill(jobs);
  }

  /** Shorter than the others should wait, and longer than they do. */
  private static void standsShort(ClusterFacility facility, ClusterJobs jobs) throws Exception {
    GatewayProcess stood = jobs.stopInABoot();
    stood.cutFromEngine(true);
    ClusterFaults.pass(Duration.ofMillis(900));
    stood.signal("CONT");
  }
}
