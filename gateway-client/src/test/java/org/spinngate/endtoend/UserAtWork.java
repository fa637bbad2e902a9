package org.spinngate.endtoend;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.spinngate.endtoend.tools.ExpectedMemory;
import org.spinngate.endtoend.tools.HostTool;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.endtoend.tools.Rig;
import org.spinngate.endtoend.tools.SpiNNMan;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.endtoend.tools.Ybug;

/**
 * A user with a board who reads some of its memory again and again by one of the tools, with its
 * patience, and thinks for a moment in between.
 */
final class UserAtWork implements AutoCloseable {
  private static final int SDRAM = 0x70000000;
  private static final int BYTES = 1_024;
  private static final long PAUSE_MILLIS = 200;

  private final TestClient client;
  private final HostTool tool;
  private final int number;
  private final AtomicLong jobs = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CompletableFuture<Void> over;

  /**
   * Begins at once, on a thread of its own.
   *
   * @param number which tool it is, and the identity of the board
   */
  UserAtWork(TestClient client, int number) {
    this.client = client;
    this.number = number;
    ToolTarget target = new ToolTarget(client.scp(), client.boot(), new ExpectedMemory(number));
    this.tool =
        switch (number % 3) {
          case 0 -> new Ybug(target);
          case 1 -> new Rig(target);
          default -> new SpiNNMan(target);
        };
    this.over = CompletableFuture.runAsync(this::work, task -> new Thread(task, "user").start());
  }

  private void work() {
    do {
      Outcome outcome = tool.read(SDRAM, BYTES);
      jobs.incrementAndGet();
      asked.addAndGet(outcome.counts().requests());
      repeated.addAndGet(outcome.counts().retries());
      if (!outcome.completed() || outcome.counts().wrongAnswers() > 0) {
        lost.incrementAndGet();
        System.out.println("user " + number + ": " + outcome);
      }
    } while (!pause());
  }

  private boolean pause() {
    try {
      return stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** How many jobs are done. */
  long jobs() {
    return jobs.get();
  }

  /** How many of them the tool gave up, or got wrong answers for. */
  long lost() {
    return lost.get();
  }

  /** How many requests were sent, again or for the first time. */
  long asked() {
    return asked.get();
  }

  /** How many were sent again. */
  long repeated() {
    return repeated.get();
  }

  @Override
  public void close() {
    stopped.countDown();
    over.join();
    tool.close();
    client.close();
  }
}
