package org.spinngate.endtoend.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Users lose the gateway of their boards, and what the others notice of it. */
final class GatewayLoss {
  /** After this they must be back, where a gateway is not there any more. */
  private static final Duration SOON = Duration.ofSeconds(25);

  /** After this they must be back, where it hands them over. */
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static final String DRAIN = "drain";

  private final ClusterFacility facility;
  private final ToolUsers users;
  private final AcceptanceReport report;

  GatewayLoss(ClusterFacility facility, ToolUsers users, AcceptanceReport report) {
    this.facility = facility;
    this.users = users;
    this.report = report;
  }

  /** Its process is killed. */
  void killed() throws Exception {
    play("kill -9", SOON, gateway -> gateway.signal("KILL"));
  }

  /** Its machine is gone: nothing says so to anybody. */
  void gone() throws Exception {
    play(
        "machine gone",
        SOON,
        gateway -> {
          gateway.cutFromClients(true);
          gateway.cutFromEngine(true);
          gateway.signal("KILL");
        });
  }

  /** An operator has it hand over what it has. */
  void drained() throws Exception {
    play(DRAIN, AT_ONCE, gateway -> gateway.drain());
  }

  /** How a gateway is lost. */
  private interface Strike {
    /** Begins it. */
    void at(GatewayProcess gateway) throws IOException, InterruptedException;
  }

  private void play(String how, Duration most, Strike strike) throws Exception {
    GatewayProcess struck =
        facility.gateways().stream()
            .max(Comparator.comparingInt(gateway -> users.at(gateway).size()))
            .orElseThrow();
    List<ToolUsers.User> its = users.at(struck);
    List<ToolUsers.User> others = users.all().stream().filter(user -> !its.contains(user)).toList();
    // The first command of an operator loads what all need.
    report.say(struck.operator("gateways"));
    users.beginAnew();
    long begun = System.nanoTime();
    strike.at(struck);
    List<Long> back = its.stream().map(user -> user.backSince(begun)).toList();
    users.goOn();
    resumed(how, most, back.stream().map(at -> Duration.ofNanos(at - begun)).sorted().toList());
    report.none(
        how + ": rounds of their tools that began after that and failed", failures(its, back));
    said(how, its, begun);
    pauses(how + ": their tools' pauses", its);
    report.none(how + ": errors of the others' tools", errors(others, begun));
    report.none(how + ": others whose session was interrupted", interrupted(others, begun));
    report.atMost(how + ": the others' longest pause", longest(others), ToolJob.PATIENCE);
    report.none(how + ": datagrams outside of terms", facility.strayDatagrams().size());
    struck.awaitEnd();
    struck.cutFromClients(false);
    struck.cutFromEngine(false);
    struck.startAgain();
  }

  private void resumed(String how, Duration most, List<Duration> times) {
    report.say(
        "%s: %d users resumed by the same session, half of them after %s"
            .formatted(how, times.size(), AcceptanceReport.words(times.get(times.size() / 2))));
    report.atMost(how + ": the last one resumed after", times.get(times.size() - 1), most);
  }

  /** Whoever is handed over loses nothing; whoever lost the gateway has lost patience meanwhile. */
  private void said(String how, List<ToolUsers.User> its, long begun) {
    if (how.equals(DRAIN)) {
      report.none(how + ": errors of their tools", errors(its, begun));
    } else {
      report.say(how + ": errors of their tools meanwhile: " + errors(its, begun));
    }
  }

  private static long failures(List<ToolUsers.User> some, List<Long> since) {
    long errors = 0;
    for (int user = 0; user < some.size(); user++) {
      errors += some.get(user).tool().failuresSince(since.get(user));
    }
    return errors;
  }

  private static long errors(List<ToolUsers.User> some, long since) {
    return some.stream().mapToLong(user -> user.tool().errorsSince(since)).sum();
  }

  private static long interrupted(List<ToolUsers.User> some, long since) {
    return some.stream()
        .filter(user -> !user.isUp() || user.client().events().upNanos() - since > 0)
        .count();
  }

  private void pauses(String what, List<ToolUsers.User> some) {
    List<Duration> sorted = longestOf(some).sorted().toList();
    report.say(
        "%s: %s in the median, %s at most"
            .formatted(
                what,
                AcceptanceReport.words(sorted.get(sorted.size() / 2)),
                AcceptanceReport.words(sorted.get(sorted.size() - 1))));
  }

  private static Duration longest(List<ToolUsers.User> some) {
    return longestOf(some).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  private static Stream<Duration> longestOf(List<ToolUsers.User> some) {
    return some.stream().map(user -> user.tool().longest());
  }
}
