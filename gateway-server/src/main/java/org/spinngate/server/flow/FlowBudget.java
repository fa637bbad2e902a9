package org.spinngate.server.flow;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many flows all sessions may have together, so that no user exhausts the process's sockets.
 *
 * <p>Thread-safe.
 */
public final class FlowBudget {
  private final AtomicInteger left;

  /**
   * @param flows the most flows at one time
   */
  public FlowBudget(int flows) {
    this.left = new AtomicInteger(flows);
  }

  /** Takes one if any is left. */
  boolean take() {
    return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }

  /** Gives one back. */
  void giveBack() {
    left.incrementAndGet();
  }
}
