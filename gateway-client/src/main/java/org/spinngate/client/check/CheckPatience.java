package org.spinngate.client.check;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Waits for answers, never for long, and not at all once the user wants the end. Blocks the caller,
 * which is never the event loop.
 */
final class CheckPatience {
  private static final Duration LOOK = Duration.ofMillis(20);

  private final CompletableFuture<Void> interruption;
  private final LongSupplier nanoTime;

  /**
   * @param interruption completed when the user wants the end
   * @param nanoTime a monotonic clock in nanoseconds
   */
  CheckPatience(CompletableFuture<Void> interruption, LongSupplier nanoTime) {
    this.interruption = interruption;
    this.nanoTime = nanoTime;
  }

  /**
   * Waits for an answer.
   *
   * @return nothing if it did not come in time
   * @throws ExecutionException if the answer is a failure
   * @throws InterruptedException if the user wants the end
   */
  <T> Optional<T> answer(CompletableFuture<T> answer, Duration most)
      throws ExecutionException, InterruptedException {
    CompletableFuture<Object> either = CompletableFuture.anyOf(answer, interruption);
    try {
      either.get(most.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Optional.empty();
    }
    goOn();
    return Optional.of(answer.get());
  }

  /** Lets time pass until something is so, and tells whether it is. */
  boolean until(Condition condition, Duration most)
      throws ExecutionException, InterruptedException {
    long begin = nanoTime.getAsLong();
    while (!condition.holds()) {
      if (nanoTime.getAsLong() - begin >= most.toNanos()) {
        return false;
      }
      answer(new CompletableFuture<Void>(), LOOK);
    }
    return true;
  }

  /** What is waited for. */
  interface Condition {
    boolean holds() throws ExecutionException, InterruptedException;
  }

  /** Goes on unless the user wants the end. */
  void goOn() throws InterruptedException {
    if (interruption.isDone()) {
      throw new InterruptedException("interrupted before the check was done");
    }
  }

  long now() {
    return nanoTime.getAsLong();
  }
}
