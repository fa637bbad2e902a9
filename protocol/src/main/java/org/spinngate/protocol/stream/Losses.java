package org.spinngate.protocol.stream;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether the line loses segments these days: whether any was sent again within the last 30 s. A
 * kernel that does not tell is believed the worst. Those that were sent again without need count,
 * too, as Linux counts them together. The kernel is asked once in a second at most. Confined to one
 * thread.
 */
final class Losses {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MEMORY_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final LongSupplier retransmissions;
  private boolean looked;
  private long lookedAt;
  private long counted;
  private boolean lost;
  private long lostAt;

  /**
   * @param retransmissions since the connection began, or {@link Retransmissions#UNKNOWN}
   */
  Losses(LongSupplier retransmissions) {
    this.retransmissions = retransmissions;
  }

  /**
   * Whether there were some lately.
   *
   * @param now a monotonic clock in nanoseconds
   */
  boolean recent(long now) {
    if (!looked || now - lookedAt >= LOOK_NANOS) {
      look(now);
    }
    return lost && now - lostAt < MEMORY_NANOS;
  }

  private void look(long now) {
    looked = true;
    lookedAt = now;
    long count = retransmissions.getAsLong();
    if (count != counted) {
      lost = true;
      lostAt = now;
    }
    counted = count == Retransmissions.UNKNOWN ? 0 : count;
  }
}
