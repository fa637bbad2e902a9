package org.spinngate.endtoend.cluster;

import java.nio.file.Path;
import org.spinngate.endtoend.Folders;

/**
 * What several gateways promise, measured in the product's own times: three gateways as processes,
 * an engine of three servers, thirty boards, and thirty users each of whom has a session and a tool
 * at work.
 */
final class ClusterAcceptance {
  private static final int USERS = 30;

  private final Path folder = Folders.temporary("acceptance");
  private final AcceptanceReport report = new AcceptanceReport();

  private ClusterAcceptance() {}

  /**
   * Runs those parts whose names contain {@code -Dcluster.only}: loss, engine, quota, kick, cost.
   *
   * @return whether all was as it must be
   */
  static boolean run() {
    ClusterAcceptance all = new ClusterAcceptance();
    all.part("loss", all::loss);
    all.part("engine", all::engine);
    all.part("quota", all::quota);
    all.part("kick", all::kick);
    all.part("cost", all::cost);
    all.report.failures().forEach(failure -> all.report.say("FAILED: " + failure));
    return all.report.failures().isEmpty();
  }

  /** One of its parts. */
  private interface Part {
    /** Plays it. */
    void play() throws Exception;
  }

  private void part(String name, Part part) {
    if (name.contains(System.getProperty("cluster.only", ""))) {
      try {
        part.play();
      } catch (Exception | AssertionError e) {
        report.failed(name, e);
      }
    }
  }

  private ClusterFacility started(String name) throws Exception {
    return new ClusterFacility(
        folder.resolve(name), ClusterPlan.usual(USERS, ToolUsers.names(USERS), 4));
  }

  private void loss() throws Exception {
    try (ClusterFacility facility = started("loss");
        ToolUsers users = ToolUsers.begin(facility, USERS)) {
      GatewayLoss loss = new GatewayLoss(facility, users, report);
      loss.killed();
      loss.drained();
      loss.gone();
    }
  }

  private void engine() throws Exception {
    try (ClusterFacility facility = started("engine");
        ToolUsers users = ToolUsers.begin(facility, USERS)) {
      EngineLoss loss = new EngineLoss(facility, users, report);
      loss.stopped();
      loss.cut();
    }
  }

  private void quota() throws Exception {
    ClusterPlan plan =
        ClusterPlan.usual(QuotaRush.BOARDS, ToolUsers.names(QuotaRush.ACCOUNTS), QuotaRush.LIMIT);
    try (ClusterFacility facility = new ClusterFacility(folder.resolve("quota"), plan.shared());
        QuotaRush rush = new QuotaRush(facility, report)) {
      rush.play();
    }
  }

  private void kick() throws Exception {
    try (ClusterFacility facility = started("kick")) {
      new KickRun(facility, report).play();
    }
  }

  private void cost() throws Exception {
    try (ClusterFacility facility = started("cost")) {
      report.say(DatagramCost.measure(facility));
      report.say(OpenCost.measure(facility, "u0"));
    }
  }
}
