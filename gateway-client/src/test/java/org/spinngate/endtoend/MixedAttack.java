package org.spinngate.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.protocol.Timing;

/**
 * A server with the memory that the packages give it, users at work, and {@link Mallory}. By hand
 * for as long as one likes ({@link #main}); {@code MixedAttackTest} for a moment.
 */
public final class MixedAttack implements AutoCloseable {
  private static final double MEBIBYTE = 1 << 20;
  private static final long FEW_LINES = 200;

  private final FacilityProcess facility;
  private final TestClient holder;
  private final List<UserAtWork> users = new ArrayList<>();
  private final long linesBefore;
  private Mallory mallory;

  /** A server and so many users who begin to work. */
  MixedAttack(int people) {
    facility = plan(people).startProcess("-Xmx256m", "-XX:MaxDirectMemorySize=192m");
    holder = facility.client("carol", Mallory.HELD);
    List<TestClient> clients = new ArrayList<>();
    for (int user = 0; user < people; user++) {
      clients.add(inEarnest("user-" + user, "board-" + user));
    }
    clients.forEach(TestClient::ready);
    for (int user = 0; user < people; user++) {
      users.add(new UserAtWork(clients.get(user), user));
    }
    linesBefore = lines();
  }

  /** A client for which datagrams grow old, as for those of real users. */
  private TestClient inEarnest(String user, String board) {
    return TestClient.start(
        FacilityPlan.settings(
            ServerIdentity.forLoopback(), user, board, facility.address(), CarrierWish.AUTO),
        Timing.of(System::nanoTime));
  }

  private static FacilityPlan plan(int people) {
    FacilityPlan plan =
        Facility.plan()
            .user("carol", "*")
            .user(Mallory.NAME, Mallory.SHARED, Mallory.EXCLUSIVE, Mallory.HELD)
            .board(Mallory.SHARED, settings -> settings.booted(), "access = shared")
            .board(Mallory.EXCLUSIVE, settings -> settings.booted())
            .board(Mallory.HELD, settings -> settings.booted())
            .with("session.max-per-user = 4");
    for (int user = 0; user < people; user++) {
      int identity = user;
      plan.board("board-" + user, settings -> settings.booted().withIdentity(identity))
          .user("user-" + user, "board-" + user);
    }
    return plan;
  }

  /** From here on one of the users does all that could hurt the others. */
  Mallory attack() {
    mallory = new Mallory(facility.address());
    return mallory;
  }

  /** The attacker is gone. */
  void calm() {
    mallory.close();
  }

  /** The sum of something over all users. */
  long sum(ToLongFunction<UserAtWork> number) {
    return users.stream().mapToLong(number).sum();
  }

  /** The least of something over all users. */
  long least(ToLongFunction<UserAtWork> number) {
    return users.stream().mapToLong(number).min().orElse(0);
  }

  private long lines() {
    return facility.program().err().stream().filter(line -> line.matches("\\d{4}-.*")).count();
  }

  /** How many lines the server has logged since the users work; a table counts as one. */
  long linesSince() {
    return lines() - linesBefore;
  }

  /** What the server logs most, without numbers. */
  private String kindsOfLines() {
    Map<String, Long> kinds =
        facility.program().err().stream()
            .map(line -> line.replaceAll("[0-9a-f]{8}|[0-9.:]+", "#").replaceAll(" +", " "))
            .map(line -> line.substring(0, Math.min(60, line.length())))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return kinds.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(30)
        .map(kind -> kind.getValue() + " x " + kind.getKey())
        .collect(Collectors.joining("\n"));
  }

  /** Whether the server is able to work. */
  boolean isReady() throws IOException, InterruptedException {
    return facility.get("/readyz").statusCode() == 200;
  }

  /** What the server holds, in words. */
  private String memory() throws IOException, InterruptedException {
    return String.format(
        Locale.ROOT,
        "heap %.0f MiB, direct %.0f MiB, threads %.0f",
        series("spinngate_jvm_heap_bytes ") / MEBIBYTE,
        series("spinngate_direct_memory_bytes ") / MEBIBYTE,
        series("spinngate_jvm_threads "));
  }

  private double series(String name) throws IOException, InterruptedException {
    return facility
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  private String work() {
    return "%d jobs, %d lost, %d requests, %d of them repeated"
        .formatted(
            sum(UserAtWork::jobs),
            sum(UserAtWork::lost),
            sum(UserAtWork::asked),
            sum(UserAtWork::repeated));
  }

  @Override
  public void close() {
    users.forEach(UserAtWork::close);
    holder.close();
    facility.close();
  }

  /**
   * Attacks for {@code -Dattack.minutes} (20) beside {@code -Dattack.users} (20), after and before
   * a quiet minute. The exit code is 0 if no tool has lost a request and the log has no more lines
   * than a reader can bear.
   */
  public static void main(String[] arguments) throws Exception {
    int minutes = Integer.getInteger("attack.minutes", 20);
    boolean good;
    try (MixedAttack all = new MixedAttack(Integer.getInteger("attack.users", 20))) {
      all.tellAfter(1, "quiet");
      Mallory mallory = all.attack();
      for (int minute = 1; minute <= minutes; minute++) {
        all.tellAfter(1, "attack, minute " + minute);
      }
      all.calm();
      System.out.println(mallory);
      all.tellAfter(1, "quiet again");
      System.out.printf(
          Locale.ROOT, "an address that never answered got %.2f times%n", mallory.amplification());
      System.out.println(all.kindsOfLines());
      good =
          all.sum(UserAtWork::lost) == 0 && all.linesSince() < Math.max(FEW_LINES, 50L * minutes);
    }
    System.out.println(good ? "nobody paid for another" : "not good");
    System.exit(good ? 0 : 1);
  }

  private void tellAfter(int minutes, String when) throws Exception {
    boolean never =
        new CountDownLatch(1).await(Duration.ofMinutes(minutes).toMillis(), TimeUnit.MILLISECONDS);
    assert !never : "nobody counts it down";
    System.out.println(when + ": " + work() + "; " + memory() + "; " + linesSince() + " lines");
  }
}
