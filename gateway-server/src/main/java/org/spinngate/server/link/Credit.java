package org.spinngate.server.link;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * What may be used up at once, and comes back with time. Prices are times: what costs 5 ms may be
 * had 200 times in a second, for as long as one likes.
 *
 * <pre>
 *   debt = how long nothing may be bought until all is paid
 *
 *   0 ------------- 4 s ------------->
 *     is borne          is to be waited for
 * </pre>
 *
 * <p>Thread-safe.
 */
final class Credit {
  /** So much is borne: what a client needs at its beginning, several times over. */
  static final long MOST_DEBT = TimeUnit.SECONDS.toNanos(4);

  private final IntSupplier shares;
  private final AtomicLong paidUntil;

  /**
   * @param shares how many times that of one connection it is, at least 1
   * @param now by the clock that is used from here on
   */
  Credit(IntSupplier shares, long now) {
    this.shares = shares;
    this.paidUntil = new AtomicLong(now);
  }

  /**
   * Buys something.
   *
   * @param price in nanoseconds of one connection
   * @return for how many nanoseconds nothing more should be bought; 0 if that is in order
   */
  long buy(long price, long now) {
    long mine = price / shares.getAsInt();
    long debt = paidUntil.updateAndGet(until -> now + Math.max(0, until - now) + mine) - now;
    return Math.max(0, debt - MOST_DEBT);
  }
}
