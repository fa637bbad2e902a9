package org.spinngate.endtoend.cluster;

import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.protocol.CloseCause;

/**
 * Accounts ask all gateways at once for more sessions than they may have. So that the machine can
 * pay for it, whoever is to ask in the next second logs in before that second begins.
 */
final class QuotaRush implements AutoCloseable {
  /** The most sessions of one account. */
  static final int LIMIT = 3;

  /** How many accounts there are. */
  static final int ACCOUNTS = 20;

  /** How many boards there are; each is at home at the gateway whose turn it is. */
  static final int BOARDS = 30;

  private static final int RATE = 200;
  private static final int EACH = 4;
  private static final int WAVES = 12;
  private static final int WAVE_MILLIS = 1_000;
  private static final int SHORTEST_MILLIS = 50;
  private static final int LONGEST_MILLIS = 400;
  private static final long PATIENCE_SECONDS = 60;

  private final ClusterFacility facility;
  private final AcceptanceReport report;
  private final Random random = new Random(18);
  private final List<QuotaVisit> visits = new ArrayList<>();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(ACCOUNTS * ClusterFacility.GATEWAYS * EACH);

  /** Few, or logins take longer than they may. */
  private final ExecutorService doors = Executors.newFixedThreadPool(12);

  QuotaRush(ClusterFacility facility, AcceptanceReport report) {
    this.facility = facility;
    this.report = report;
  }

  /** Plays it. */
  void play() throws Exception {
    long asking = 0;
    for (int wave = 0; wave < WAVES; wave++) {
      asking += wave();
    }
    double rate = visits.size() * 1e9 / asking;
    report.measured(
        "quota: opens asked for in a second, from all sides",
        "%d in all, %.0f/s".formatted(visits.size(), rate),
        rate >= RATE);
    report.say("quota: " + outcomes());
    List<Duration> waited = visits.stream().map(QuotaVisit::waited).sorted().toList();
    report.say(
        "quota: an answer came after %s in the median, nine of ten after %s, and the last after %s"
            .formatted(
                AcceptanceReport.words(waited.get(waited.size() / 2)),
                AcceptanceReport.words(waited.get(waited.size() * 9 / 10)),
                AcceptanceReport.words(waited.get(waited.size() - 1))));
    report.none("quota: answers that are neither a session nor a refusal that may be", others());
    int most = mostAtATime();
    report.measured(
        "quota: the most sessions of one account at a time, of %d".formatted(LIMIT),
        String.valueOf(most),
        most == LIMIT);
    report.none("quota: places left over", leftOver());
    report.measured(
        "quota: afterwards each account gets so many again", String.valueOf(LIMIT), allAgain());
    report.none("quota: places left over after that", leftOver());
  }

  private int leftOver() {
    try {
      await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> places() == 0);
      return 0;
    } catch (ConditionTimeoutException some) {
      return places();
    }
  }

  private int places() {
    return facility.observer().places(ToolUsers.names(ACCOUNTS));
  }

  /** From the first question to the last one, in nanoseconds. */
  private long wave() throws Exception {
    List<QuotaVisit> fresh = new ArrayList<>();
    for (int account = 0; account < ACCOUNTS; account++) {
      for (int turn = 0; turn < EACH * ClusterFacility.GATEWAYS; turn++) {
        fresh.add(visit(account, turn));
      }
    }
    all(fresh.stream().map(visit -> CompletableFuture.runAsync(visit::logIn, doors)).toList());
    long begun = System.nanoTime();
    all(
        fresh.stream()
            .map(
                visit ->
                    CompletableFuture.runAsync(visit::ask, after(random.nextInt(WAVE_MILLIS)))
                        .thenRunAsync(visit::leave, after(held())))
            .toList());
    visits.addAll(fresh);
    return fresh.stream().mapToLong(QuotaVisit::askedNanos).max().orElseThrow() - begun;
  }

  private int held() {
    return SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS);
  }

  private Executor after(int millis) {
    return task -> {
      var unused = threads.schedule(task, millis, TimeUnit.MILLISECONDS);
    };
  }

  private static void all(List<CompletableFuture<Void>> some) throws Exception {
    CompletableFuture.allOf(some.toArray(CompletableFuture<?>[]::new))
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private QuotaVisit visit(int account, int turn) {
    int gateway = turn % ClusterFacility.GATEWAYS;
    int board = random.nextInt(BOARDS / ClusterFacility.GATEWAYS) * ClusterFacility.GATEWAYS;
    ServerAddress at = GatewayProcess.address(gateway);
    return new QuotaVisit(
        new InetSocketAddress(at.host(), at.port()), "u" + account, "b" + (board + gateway));
  }

  private Map<String, Long> outcomes() {
    return visits.stream()
        .collect(Collectors.groupingBy(QuotaVisit::outcome, TreeMap::new, Collectors.counting()));
  }

  /** On a machine that is too slow, who has waited for five seconds is refused for now. */
  private long others() {
    Map<String, Long> counts = new LinkedHashMap<>(outcomes());
    counts
        .keySet()
        .removeAll(List.of(QuotaVisit.OPENED, QuotaVisit.LIMITED, CloseCause.NO_QUORUM.name()));
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** By what visitors know for sure: from the answer on, until they say goodbye. */
  private int mostAtATime() {
    return visits.stream()
        .filter(QuotaVisit::isOpened)
        .collect(Collectors.groupingBy(QuotaVisit::account))
        .values()
        .stream()
        .mapToInt(QuotaRush::mostAtATime)
        .max()
        .orElse(0);
  }

  private static int mostAtATime(List<QuotaVisit> ofAccount) {
    return ofAccount.stream()
        .mapToInt(
            one ->
                (int) ofAccount.stream().filter(other -> other.hadAt(one.answeredNanos())).count())
        .max()
        .orElse(0);
  }

  private boolean allAgain() throws Exception {
    List<QuotaVisit> again = new ArrayList<>();
    for (int account = 0; account < ACCOUNTS; account++) {
      for (int turn = 0; turn <= LIMIT; turn++) {
        again.add(visit(account, turn));
      }
    }
    all(again.stream().map(visit -> CompletableFuture.runAsync(visit::logIn, doors)).toList());
    all(again.stream().map(visit -> CompletableFuture.runAsync(visit::ask, threads)).toList());
    long opened = again.stream().filter(QuotaVisit::isOpened).count();
    again.forEach(QuotaVisit::leave);
    return opened == (long) ACCOUNTS * LIMIT;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    doors.shutdownNow();
  }
}
