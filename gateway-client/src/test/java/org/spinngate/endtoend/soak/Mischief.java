package org.spinngate.endtoend.soak;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.spinngate.endtoend.Facility;
import org.spinngate.endtoend.FacilityPlan;

/**
 * What happens around a server beside its sessions, one thing after the other: the reader of its
 * log stands still, a browser does not read, the operator describes a board in other words.
 */
final class Mischief {
  private static final int PAUSE_MILLIS = 3_000;

  private final Facility facility;
  private final FacilityPlan plan;
  private final StandardError log;
  private final SplittableRandom random;
  private final SoakTally tally;

  /**
   * @param plan of the facility, to be changed in words only
   */
  Mischief(
      Facility facility,
      FacilityPlan plan,
      StandardError log,
      SplittableRandom random,
      SoakTally tally) {
    this.facility = facility;
    this.plan = plan;
    this.log = log;
    this.random = random;
    this.tally = tally;
  }

  /** Goes on until it is told to stop. */
  void run(BooleanSupplier goOn) {
    try (Page page = new Page(facility)) {
      while (goOn.getAsBoolean()) {
        once(page);
        pass(Duration.ofMillis(random.nextInt(PAUSE_MILLIS)));
      }
    } catch (IOException | RuntimeException e) {
      tally.trouble("around the server: " + e);
    }
  }

  private void once(Page page) throws IOException {
    tally.fault();
    Duration time = Duration.ofMillis(500 + random.nextInt(4000));
    switch (random.nextInt(3)) {
      case 0 -> nobodyReadsTheLog(time);
      case 1 -> nobodyReadsThePage(page, time);
      default -> reload();
    }
  }

  private void nobodyReadsTheLog(Duration time) {
    log.unread(true);
    try {
      pass(time);
    } finally {
      log.unread(false);
    }
  }

  private static void nobodyReadsThePage(Page page, Duration time) throws IOException {
    try (SocketChannel browser = page.askWithoutReading()) {
      assert browser.isOpen() : "and asks no more";
      pass(time);
    }
  }

  private void reload() {
    String board = "board-" + (1 + random.nextInt(Soak.BOARDS));
    plan.describe(board, "comment = \"rack " + random.nextInt(1000) + "\"");
    if (!facility.reload(plan).applied()) {
      tally.trouble("a reload was refused");
    }
  }

  private static void pass(Duration time) {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS))
        .join();
  }
}
