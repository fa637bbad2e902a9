package org.spinngate.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.spinngate.client.console.Console;
import org.spinngate.client.console.HolderWords;

/**
 * A console with a thread of its own, so that nobody waits for a slow terminal. Lines beyond a
 * thousand that wait are dropped.
 */
final class Screen implements AutoCloseable {
  private static final int MOST_LINES = 1_000;
  private static final long LAST_LINES_MILLIS = 500;

  private final ExecutorService printing =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_LINES),
          Screen::daemon,
          new ThreadPoolExecutor.DiscardPolicy());
  private final Console console;
  private final HolderWords holders;

  Screen(Surroundings surroundings) {
    this.console =
        new Console(surroundings.out(), surroundings.err(), surroundings.terminal(), printing);
    this.holders = new HolderWords(surroundings.clock());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "console");
    thread.setDaemon(true);
    return thread;
  }

  Console console() {
    return console;
  }

  HolderWords holders() {
    return holders;
  }

  /** Waits a little for what is still to be printed. */
  @Override
  public void close() {
    printing.shutdown();
    try {
      printing.awaitTermination(LAST_LINES_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
