package org.spinngate.protocol.testing;

import org.spinngate.protocol.queue.QueueBudget;

/** What the tunnels of a test may have waiting. */
public final class TestQueues {
  private static final long MIB = 1024 * 1024;

  private TestQueues() {}

  /** As much as by default. */
  public static QueueBudget plenty() {
    return new QueueBudget(() -> 6 * MIB, () -> 48 * MIB);
  }
}
