package org.spinngate.endtoend.soak;

import static org.awaitility.Awaitility.await;

import io.netty.util.LeakPresenceDetector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;
import org.spinngate.endtoend.Facility;
import org.spinngate.endtoend.FacilityPlan;
import org.spinngate.server.log.SpooledLog;

/** A server, some boards, and a user at each for a long time; then nothing may be left over. */
public final class Soak {
  static final int BOARDS = 6;

  /** Sessions whose clients have vanished are dead after a minute, and stay for their grace. */
  private static final Duration UNTIL_ALL_IS_GONE = Duration.ofMinutes(4);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  /** Lines of the log per minute may be so many times what they were at first. */
  private static final double LOG_TOLERANCE = 3;

  /** Fewer lines a minute than this are never too many. */
  private static final double FEW_LINES = 100;

  private final SoakTally tally = new SoakTally();
  private final FacilityPlan plan = plan();
  private final StandardError log;
  private final long seed;
  private final double abandoned;

  /**
   * @param log where the server's goes
   * @param abandoned the share of clients that vanish without a word
   */
  Soak(StandardError log, long seed, double abandoned) {
    this.log = log;
    this.seed = seed;
    this.abandoned = abandoned;
  }

  /**
   * Runs for {@code -Dsoak.minutes} (10), of which the first part is to warm up, with {@code
   * -Dsoak.seed} (1). The exit code is 0 if no tool has seen a wrong answer and nothing is left.
   */
  public static void main(String[] arguments) {
    double minutes = Double.parseDouble(System.getProperty("soak.minutes", "10"));
    StandardError pipe = StandardError.install();
    boolean good;
    // As in a server's process: nobody who logs waits for the pipe.
    try (SpooledLog log = SpooledLog.ofProcess()) {
      Soak soak = new Soak(pipe, Long.getLong("soak.seed", 1), 0.1);
      good = soak.run(Duration.ofNanos((long) (minutes * NANOS_PER_MINUTE)));
      System.out.println(log.lost() + " lines of the log were lost");
    }
    System.out.println(good ? "nothing is left over" : "not good");
    System.exit(good ? 0 : 1);
  }

  /** Churns for so long in all, and tells whether all was good. */
  boolean run(Duration time) {
    boolean back;
    try (Facility facility = plan.start()) {
      double linesAtFirst = churn(facility, time.dividedBy(10), seed);
      Snapshot start = settled(facility);
      System.out.println("start: " + start);
      double lines = churn(facility, time.minus(time.dividedBy(10)), seed + BOARDS);
      System.out.printf("log lines a minute: %.0f, then %.0f%n", linesAtFirst, lines);
      back = isBack(facility, start) && lines <= LOG_TOLERANCE * Math.max(FEW_LINES, linesAtFirst);
      Snapshot end = Snapshot.of(facility);
      System.out.println("end:   " + end);
      end.socketsSince(start).forEach(socket -> System.out.println("left over: " + socket));
    }
    System.out.println(tally);
    return back && tally.isGood() && noBufferIsHeld();
  }

  private static FacilityPlan plan() {
    FacilityPlan plan =
        Facility.plan()
            .inEarnest()
            .user("alice", "*")
            .with("session.resume-grace = 10s")
            .with("listen = [\"127.0.0.1:0\", \"127.0.0.1:0\"]");
    for (int number = 1; number <= BOARDS; number++) {
      int identity = number;
      plan.board(
          "board-" + number,
          settings ->
              settings
                  .withIdentity(identity)
                  .withStartUp(Duration.ofMillis(300), Duration.ofMillis(900)));
    }
    return plan;
  }

  /** Returns how many lines a minute were logged. */
  private double churn(Facility facility, Duration time, long firstSeed) {
    long linesBefore = log.lines();
    long end = System.nanoTime() + time.toNanos();
    BooleanSupplier goOn = () -> System.nanoTime() - end < 0;
    List<Churner> churners = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int number = 1; number <= BOARDS; number++) {
      Churner churner =
          new Churner(
              facility,
              "board-" + number,
              new SplittableRandom(firstSeed + number),
              abandoned,
              tally);
      churners.add(churner);
      Thread thread = new Thread(() -> churner.run(goOn), "user-of-" + number);
      threads.add(thread);
      thread.start();
    }
    Mischief mischief = new Mischief(facility, plan, log, new SplittableRandom(firstSeed), tally);
    Thread around = new Thread(() -> mischief.run(goOn), "mischief");
    threads.add(around);
    around.start();
    threads.forEach(Soak::join);
    churners.forEach(Churner::close);
    return (log.lines() - linesBefore) * (double) NANOS_PER_MINUTE / time.toNanos();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** When no session is left, and three snapshots in a row are of one mind. */
  private static Snapshot settled(Facility facility) {
    AtomicReference<Snapshot> last = new AtomicReference<>(Snapshot.of(facility));
    await()
        .atMost(UNTIL_ALL_IS_GONE)
        .pollInterval(POLL)
        .until(
            () -> {
              Snapshot now = Snapshot.of(facility);
              Snapshot before = last.getAndSet(now);
              return now.sessions() == 0
                  && now.sockets().equals(before.sockets())
                  && now.threads() == before.threads();
            });
    return last.get();
  }

  private static boolean isBack(Facility facility, Snapshot start) {
    try {
      await()
          .atMost(UNTIL_ALL_IS_GONE)
          .pollInterval(POLL)
          .until(() -> Snapshot.of(facility).isBackAt(start));
      return true;
    } catch (ConditionTimeoutException e) {
      return false;
    }
  }

  /** Counts every buffer, if the process was started with that detector. */
  private static boolean noBufferIsHeld() {
    try {
      LeakPresenceDetector.check();
      return true;
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
      return false;
    }
  }
}
