package org.spinngate.server;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * An action that may be asked for faster than it can be done. Who asks while it goes on is served
 * by one more run after that, together with all others who have asked meanwhile.
 *
 * <p>Thread-safe; the action runs on a thread of one of those who ask.
 */
final class Gathered implements Runnable {
  private final Runnable action;
  private final AtomicInteger wishes = new AtomicInteger();

  /**
   * @param action sees, when it runs, what was there when it was asked for
   */
  Gathered(Runnable action) {
    this.action = action;
  }

  @Override
  public void run() {
    if (wishes.getAndIncrement() > 0) {
      return;
    }
    int served;
    do {
      served = wishes.get();
      runOnce();
    } while (!wishes.compareAndSet(served, 0));
  }

  /** A fault is for the one who asked, and makes nobody after that wait in vain. */
  private void runOnce() {
    boolean done = false;
    try {
      action.run();
      done = true;
    } finally {
      if (!done) {
        wishes.set(0);
      }
    }
  }
}
