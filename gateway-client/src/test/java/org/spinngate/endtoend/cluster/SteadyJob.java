package org.spinngate.endtoend.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.TestClient;
import org.spinngate.protocol.Opened;

/**
 * Something that a user does again and again, on a thread of its own. What it gets from its board
 * proves that its session had the board.
 */
abstract class SteadyJob {
  private final String board;
  private final AtomicInteger rounds = new AtomicInteger();
  private final ConcurrentLinkedQueue<HoldingProof> proofs = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Duration pause;
  private Duration longest = Duration.ZERO;
  private long latestNanos = System.nanoTime();

  /**
   * @param board what it is called
   * @param pause between two rounds
   */
  SteadyJob(String board, Duration pause) {
    this.board = board;
    this.pause = pause;
  }

  /** Begins. */
  void start() {
    Thread thread = new Thread(this::work, getClass().getSimpleName());
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    try {
      do {
        round();
      } while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
      over.complete(null);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      over.completeExceptionally(e);
    }
  }

  /**
   * Does it once.
   *
   * @throws IOException if it did not come to an end for longer than users have patience
   * @throws AssertionError if the board did something else than what was asked
   */
  abstract void round() throws IOException;

  /** One round is done, or a part of it that shows something. */
  synchronized void done() {
    rounds.incrementAndGet();
    longest = longest();
    latestNanos = System.nanoTime();
  }

  /** Counts pauses from here on. */
  synchronized void beginAnew() {
    longest = Duration.ZERO;
    latestNanos = System.nanoTime();
  }

  /** The longest pause between two rounds that were done. */
  synchronized Duration longest() {
    Duration present = Duration.ofNanos(System.nanoTime() - latestNanos);
    return present.compareTo(longest) > 0 ? present : longest;
  }

  /** Does a step that only the holder of a board can do. */
  void proving(TestClient client, Step step) throws IOException {
    Optional<Opened> before = session(client);
    long asked = System.nanoTime();
    step.run();
    long got = System.nanoTime();
    Optional<Opened> after = session(client);
    if (before.isPresent() && before.map(Opened::session).equals(after.map(Opened::session))) {
      proofs.add(new HoldingProof(board, before.get().name(), asked, got));
    }
  }

  /** A step of a round. */
  interface Step {
    /** Takes it. */
    void run() throws IOException;
  }

  private static Optional<Opened> session(TestClient client) {
    return client.events().latest() instanceof LinkState.Up up
        ? Optional.of(up.session())
        : Optional.empty();
  }

  /** How many rounds are done. */
  int rounds() {
    return rounds.get();
  }

  /** Waits until it has begun and ended a round from here. */
  void goesOn() {
    getsTo(rounds() + 2);
  }

  /** Waits until so many rounds are done. */
  void getsTo(int wanted) {
    await(toString())
        .atMost(TestClient.PATIENCE)
        .pollInterval(50, TimeUnit.MILLISECONDS)
        .until(
            () -> {
              if (over.isDone()) {
                over.join();
              }
              return rounds() >= wanted;
            });
  }

  /** When its session had the board. */
  List<HoldingProof> proofs() {
    return List.copyOf(proofs);
  }

  /** Tells it to come to its end. */
  void stop() {
    stopped.countDown();
  }

  /** Waits for its end, and fails as it did. */
  void join() {
    over.orTimeout(2 * TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + " at " + board;
  }
}
