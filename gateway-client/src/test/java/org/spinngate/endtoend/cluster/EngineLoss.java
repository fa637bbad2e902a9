package org.spinngate.endtoend.cluster;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.spinngate.endtoend.TestClient;
import org.spinngate.endtoend.cluster.ToolUsers.User;

/** All gateways lose the engine for a minute. */
final class EngineLoss {
  private static final Duration GONE = Duration.ofSeconds(60);
  private static final Duration TTL = Duration.ofSeconds(15);

  /** A beat is so old when the engine goes, and boards are asked now and then only. */
  private static final Duration EARLIER = Duration.ofSeconds(3);

  private static final Duration SLACK = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final ClusterFacility facility;
  private final ToolUsers users;
  private final AcceptanceReport report;

  EngineLoss(ClusterFacility facility, ToolUsers users, AcceptanceReport report) {
    this.facility = facility;
    this.users = users;
    this.report = report;
  }

  /** All of its servers are stopped. */
  void stopped() {
    play(
        "engine stopped",
        () -> facility.quorum().stop(0, 1, 2),
        () -> facility.quorum().start(0, 1, 2));
  }

  /** The ways of all gateways to it are cut. */
  void cut() {
    play("engine cut", () -> cut(true), () -> cut(false));
  }

  private void cut(boolean wanted) {
    facility.gateways().forEach(gateway -> gateway.cutFromEngine(wanted));
  }

  private void play(String how, Runnable strike, Runnable heal) {
    int terms = facility.terms();
    strike.run();
    long gone = System.currentTimeMillis();
    ClusterFaults.pass(GONE);
    report.none(how + ": sessions that ended", count(User::isOver));
    report.say(how + ": tunnels that were up all the same: " + count(User::isUp));
    heal.run();
    long back = System.currentTimeMillis();
    long backNanos = System.nanoTime();
    List<BoardWitness.Silence> silences = silences(back);
    await().atMost(TestClient.PATIENCE).until(() -> users.all().stream().allMatch(User::isUp));
    users.goOn();
    silences(how, gone, back, silences);
    report.atMost(
        how + ": the last session was up after",
        Duration.ofNanos(Math.max(0, lastUp() - backNanos)),
        SOON);
    report.none(how + ": sessions with another number", count(user -> !user.isTheSame()));
    report.none(
        how + ": rounds of tools that began 2 s after that and failed",
        errors(backNanos + SOON.toNanos()));
    report.none(how + ": changes of homes", facility.terms() - terms);
    report.none(
        how + ": gateways fenced",
        facility.gateways().stream().filter(gateway -> gateway.says("was fenced")).count());
    report.none(how + ": datagrams outside of terms", facility.strayDatagrams().size());
  }

  private void silences(String how, long gone, long back, List<BoardWitness.Silence> silences) {
    LongSummaryStatistics paused = times(silences, one -> one.fromMillis() - gone);
    LongSummaryStatistics wentOn = times(silences, one -> one.toMillis() - back);
    report.atLeast(
        how + ": the first board paused after",
        Duration.ofMillis(paused.getMin()),
        TTL.minus(EARLIER));
    report.atMost(
        how + ": the last board paused after", Duration.ofMillis(paused.getMax()), TTL.plus(SLACK));
    report.say(how + ": the first board went on after " + wentOn.getMin() + " ms");
    report.atMost(how + ": the last board went on after", Duration.ofMillis(wentOn.getMax()), SOON);
  }

  private long count(Predicate<User> which) {
    return users.all().stream().filter(which).count();
  }

  private long errors(long since) {
    return users.all().stream().mapToLong(user -> user.tool().failuresSince(since)).sum();
  }

  private long lastUp() {
    return users.all().stream()
        .mapToLong(user -> user.client().events().upNanos())
        .max()
        .orElseThrow();
  }

  /** Of each board the one that ended when the engine was back. */
  private List<BoardWitness.Silence> silences(long back) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(
            () ->
                facility.witnesses().stream()
                    .allMatch(board -> board.silenceUntil(back).isPresent()));
    return facility.witnesses().stream()
        .map(board -> board.silenceUntil(back).orElseThrow())
        .toList();
  }

  private static LongSummaryStatistics times(
      List<BoardWitness.Silence> silences, ToLongFunction<BoardWitness.Silence> time) {
    return silences.stream().mapToLong(time).summaryStatistics();
  }
}
