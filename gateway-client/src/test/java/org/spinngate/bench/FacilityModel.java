package org.spinngate.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Extends what one server was measured to cost to facilities of up to a million sessions: how many
 * servers, how much memory, and how long after a restart of all of them until everybody is back.
 * The assumptions stand in docs/performance.md, "A million sessions".
 */
public final class FacilityModel {
  /** Everything is planned so that a server is this busy at most, in parts of its processors. */
  private static final double BUSY = 0.5;

  private final Costs costs;
  private final Machine machine;

  FacilityModel(Costs costs, Machine machine) {
    this.costs = costs;
    this.machine = machine;
  }

  /**
   * What was measured of one server process.
   *
   * @param baseBytes resident without a session, after warming up
   * @param sessionBytes resident for each session with a flow
   * @param idleMillis processor time for each second of a session that nobody uses
   * @param talkMillis the same of one whose application talks, without the requests themselves
   * @param requestMillis processor time for each request and its reply
   * @param loginMillis processor time from a connection to the first answer and the goodbye
   */
  record Costs(
      double baseBytes,
      double sessionBytes,
      double idleMillis,
      double talkMillis,
      double requestMillis,
      double loginMillis) {
    static final Costs MEASURED = new Costs(250e6, 40e3, 0.012, 0.06, 0.12, 2.5);
  }

  /**
   * A server's machine, and the limits of Linux as it comes.
   *
   * @param processors as fast as the one that was measured
   * @param flows that have a port on the board network: one address has 28,000 ports to choose from
   */
  record Machine(int processors, int flows) {
    static final Machine SMALL = new Machine(4, 28_000);
  }

  /**
   * How people use their boards.
   *
   * @param talking the part of the sessions whose application has talked within 5 s
   * @param requests of each of these, each second
   * @param flows of a session
   */
  record Use(double talking, double requests, double flows) {
    /** Of ten people, one works at the moment, and keeps the board as busy as a tool does. */
    static final Use USUAL = new Use(0.1, 50, 1.5);
  }

  /**
   * What a facility needs.
   *
   * @param sessions of all servers together
   * @param servers as many
   * @param perServer sessions of each
   * @param residentBytes of each
   * @param cores busy of each
   * @param backSeconds until all are back after every server was restarted at once
   */
  record Need(
      int sessions,
      int servers,
      int perServer,
      double residentBytes,
      double cores,
      double backSeconds) {}

  Need need(int sessions, Use use) {
    double usable = machine.processors * BUSY;
    int byProcessor = (int) (usable / coresOfEach(use));
    int byPorts = (int) (machine.flows / use.flows);
    int servers = ceil(sessions, Math.min(byProcessor, byPorts));
    int perServer = ceil(sessions, servers);
    return new Need(
        sessions,
        servers,
        perServer,
        costs.baseBytes + perServer * costs.sessionBytes,
        perServer * coresOfEach(use),
        backSeconds(perServer));
  }

  private double coresOfEach(Use use) {
    double millis =
        (1 - use.talking) * costs.idleMillis
            + use.talking * (costs.talkMillis + use.requests * costs.requestMillis);
    return millis / 1000;
  }

  /** Everybody knocks within the first seconds; the processors are the bound. */
  private double backSeconds(int perServer) {
    return perServer * costs.loginMillis / 1000 / machine.processors;
  }

  private static int ceil(int amount, int each) {
    return (amount + each - 1) / each;
  }

  /**
   * Prints the table.
   *
   * @param arguments the page whose results are replaced, if any
   */
  public static void main(String[] arguments) throws Exception {
    FacilityModel model = new FacilityModel(Costs.MEASURED, Machine.SMALL);
    StringBuilder table =
        new StringBuilder(
            """
            | sessions | servers | sessions of each | resident MB | busy cores | all back after, s |
            |---:|---:|---:|---:|---:|---:|
            """);
    for (int sessions : List.of(1, 100, 10_000, 100_000, 1_000_000)) {
      table.append(row(model.need(sessions, Use.USUAL))).append('\n');
    }
    System.out.println(table);
    if (arguments.length > 0) {
      Results.write(Path.of(arguments[0]), "model", table.toString());
    }
  }

  private static String row(Need need) {
    return String.format(
        Locale.ROOT,
        "| %,d | %,d | %,d | %.0f | %.2f | %.1f |",
        need.sessions,
        need.servers,
        need.perServer,
        need.residentBytes / 1e6,
        need.cores,
        need.backSeconds);
  }
}
