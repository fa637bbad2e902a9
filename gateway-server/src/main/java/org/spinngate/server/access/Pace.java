package org.spinngate.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How often one user may do something: some times at once, and from then on so many times a second.
 *
 * <pre>
 *   paid until:  now ------------ burst ------------ longest wait ------>
 *                     at once              later          refused
 * </pre>
 *
 * <p>Usable from every thread, and of bounded size.
 */
final class Pace {
  private static final long MOST_USERS = 100_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private final long nanosEach;
  private final IntSupplier burst;
  private final LongSupplier nanoTime;
  private final Cache<String, Long> paidUntil;

  /**
   * @param perSecond how often in the long run, at least 1
   * @param burst how often at once after a while of rest, at least 1; asked for at each time
   * @param nanoTime a monotonic clock in nanoseconds
   */
  Pace(int perSecond, IntSupplier burst, LongSupplier nanoTime) {
    this.nanosEach = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.paidUntil =
        Caffeine.newBuilder()
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .maximumSize(MOST_USERS)
            .expireAfterWrite(REMEMBERED)
            .build();
  }

  /**
   * Asks for one more time.
   *
   * @param longest wait that is borne, in nanoseconds
   * @return how long to wait for it, in nanoseconds; empty if that is too long, and then it does
   *     not count
   */
  OptionalLong next(String user, long longest) {
    long now = nanoTime.getAsLong();
    long atOnce = (burst.getAsInt() - 1) * nanosEach;
    long[] wait = new long[1];
    paidUntil
        .asMap()
        .compute(
            user,
            (name, until) -> {
              long from = until == null ? now : now + Math.max(0, until - now);
              wait[0] = Math.max(0, from - now - atOnce);
              return wait[0] > longest ? until : Long.valueOf(from + nanosEach);
            });
    return wait[0] > longest ? OptionalLong.empty() : OptionalLong.of(wait[0]);
  }
}
