package org.spinngate.endtoend.cluster;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spinngate.endtoend.FacilityPlan;
import org.spinngate.server.RuledGateway;
import org.spinngate.server.access.TokenHash;
import org.spinngate.simulated.SimulatedBoard;

/**
 * What a facility of several gateways is to consist of.
 *
 * @param rules that its gateways keep, and in which times
 * @param booted for each board, whether it is
 * @param users who may have every board
 * @param lines of the configuration of each gateway that say how sessions are and the ttl is
 * @param boardOptions a line of the configuration of each board, which ends with a comma
 * @param power what else it says of each board's power; empty if gateways know nothing of it
 */
record ClusterPlan(
    RuledGateway.Rules rules,
    List<Boolean> booted,
    List<String> users,
    String lines,
    String boardOptions,
    String power) {
  private static final String SHORT_TIMES =
      """
      session { heartbeat = 300ms, heartbeat-deadline = 2s, max-per-user = 16 }
      cluster.ttl = 5s
      """;

  /** One of short times, with two users. */
  static ClusterPlan quick(RuledGateway.Rules rules, Boolean... booted) {
    return new ClusterPlan(
        rules, List.of(booted), List.of("alice", "bob"), SHORT_TIMES, "boot-gap = 25ms,", "");
  }

  /** One of the product's own times; its boards are booted. */
  static ClusterPlan usual(int boards, List<String> users, int maxPerUser) {
    return new ClusterPlan(
        RuledGateway.Rules.USUAL,
        Collections.nCopies(boards, true),
        users,
        "session.max-per-user = " + maxPerUser + "\ncluster.ttl = 15s\n",
        "",
        "");
  }

  /** Other users have its boards. */
  ClusterPlan withUsers(List<String> others) {
    return new ClusterPlan(rules, booted, others, lines, boardOptions, power);
  }

  /** Several users may have a board at a time. */
  ClusterPlan shared() {
    return new ClusterPlan(rules, booted, users, lines, "access = shared," + boardOptions, power);
  }

  /** Gateways switch the power of boards, so. */
  ClusterPlan powered(String how) {
    return new ClusterPlan(rules, booted, users, lines, boardOptions, how);
  }

  /** The next home of a board keeps it so long for those whose sessions were at the last one. */
  ClusterPlan keptFor(Duration priority) {
    String kept = "restart.priority = %dms\n".formatted(priority.toMillis());
    return new ClusterPlan(rules, booted, users, lines + kept, boardOptions, power);
  }

  /** What each gateway's configuration says of users and of boards. */
  String configuration(List<SimulatedBoard> boards, InetSocketAddress bmp) {
    return lines
        + users.stream().map(ClusterPlan::user).collect(Collectors.joining("\n", "", "\n"))
        + IntStream.range(0, boards.size())
            .mapToObj(number -> board(number, boards.get(number), power(number, bmp)))
            .collect(Collectors.joining("\n"));
  }

  private static String user(String name) {
    return "users.%s { tokens = [\"%s\"], boards = [\"*\"] }"
        .formatted(name, TokenHash.of(FacilityPlan.token(name)).text());
  }

  private String power(int slot, InetSocketAddress bmp) {
    return power.isEmpty()
        ? ""
        : ", power { bmp { host = \"%s\", port = %d, slot = %d }, %s }"
            .formatted(bmp.getAddress().getHostAddress(), bmp.getPort(), slot, power);
  }

  private String board(int number, SimulatedBoard board, String more) {
    return "boards.b%d { %s host = \"%s\", scp-port = %d, boot-port = %d%s }"
        .formatted(
            number,
            boardOptions,
            board.scpAddress().getAddress().getHostAddress(),
            board.scpAddress().getPort(),
            board.bootAddress().getPort(),
            more);
  }
}
