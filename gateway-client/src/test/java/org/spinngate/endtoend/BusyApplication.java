package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpStatistics;
import org.spinngate.simulated.IdentityPattern;

/**
 * Works on a board with eight requests under way at a time, over and over: reads memory that tells
 * which board it is, and writes and reads back memory that no other application touches.
 */
final class BusyApplication {
  private static final int SDRAM = 0x70000000;
  private static final int WRITTEN = 0x01000000;
  private static final int APART = 0x00100000;
  private static final int BYTES = 8 * ScpApplication.PIECE;
  private static final int WINDOW = 8;

  /**
   * As much as a tool thinks between its jobs; without it, waiting takes the machine from others.
   */
  private static final long PAUSE_MILLIS = 100;

  private final ScpApplication application;
  private final int identity;
  private final int number;
  private final CompletableFuture<Void> over;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile int rounds;

  /**
   * Begins at once, on a thread of its own.
   *
   * @param identity of the board
   * @param number different for each application of the same board
   */
  BusyApplication(ScpApplication application, int identity, int number) {
    this.application = application;
    this.identity = identity;
    this.number = number;
    this.over = new CompletableFuture<>();
    Thread thread = new Thread(this::work, "application-" + identity + "-" + number);
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    try {
      int round = 0;
      do {
        read(round);
        write(round);
        round++;
        rounds = round;
      } while (!stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
      over.complete(null);
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      over.completeExceptionally(e);
    }
  }

  private void read(int round) throws IOException {
    int address = SDRAM + number * APART + round % 100 * BYTES;
    byte[] found = application.readWindowed(address, BYTES, WINDOW);
    if (!Arrays.equals(found, IdentityPattern.bytes(identity, address, BYTES))) {
      throw new AssertionError("that was not board " + identity);
    }
  }

  private void write(int round) throws IOException {
    int address = SDRAM + WRITTEN + number * APART;
    byte[] written = new byte[BYTES];
    new SplittableRandom(1000L * identity + 10L * round + number).nextBytes(written);
    application.writeWindowed(address, written, WINDOW);
    if (!Arrays.equals(written, application.readWindowed(address, BYTES, WINDOW))) {
      throw new AssertionError("board " + identity + " gave other bytes back than were written");
    }
  }

  /** Fails if it has gone wrong or has not come so far. */
  void assertRounds(int atLeast) {
    if (over.isCompletedExceptionally()) {
      over.join();
    }
    assertThat(rounds).isGreaterThanOrEqualTo(atLeast);
  }

  int rounds() {
    return rounds;
  }

  /** Whether it has given up. */
  boolean failed() {
    return over.isCompletedExceptionally();
  }

  /** Lets the present round come to its end. */
  void stop() {
    stopped.countDown();
    // Who asks how far it came is told of a failure.
    over.handle((done, failure) -> true)
        .orTimeout(TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  /** What it noticed; after {@link #stop()}. */
  ScpStatistics statistics() {
    return application.statistics();
  }
}
