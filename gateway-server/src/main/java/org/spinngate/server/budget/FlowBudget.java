package org.spinngate.server.budget;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * How many flows all sessions may have together, so that no user exhausts the process's sockets.
 *
 * <p>Thread-safe.
 */
public final class FlowBudget {
  private final IntSupplier most;
  private final AtomicInteger taken = new AtomicInteger();

  /**
   * @param most flows at one time, as the operator wants it at that time
   */
  public FlowBudget(IntSupplier most) {
    this.most = most;
  }

  /** Takes one if any is left. */
  public boolean take() {
    int limit = most.getAsInt();
    return taken.getAndUpdate(now -> now < limit ? now + 1 : now) < limit;
  }

  /** Gives one back. */
  public void giveBack() {
    taken.decrementAndGet();
  }
}
