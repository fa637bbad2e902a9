package org.spinngate.client.link;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How long to wait before each attempt to reconnect: 0, 100, 200, 400 ms and so on to 15 s, each a
 * quarter shorter to a quarter longer so that many clients do not come back as one.
 *
 * <p>A tunnel that was up for a while starts the row anew; one that breaks at once does not, or a
 * server that fails right after login would be called without a pause.
 *
 * <p>Confined to the event loop.
 */
public final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final int MOST_DOUBLINGS = 10;
  private static final double SPREAD = 0.25;
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration SETTLED = Duration.ofSeconds(5);

  private final DoubleSupplier random;
  private final LongSupplier nanoTime;
  private int attempts;
  private boolean up;
  private boolean everUp;
  private long upAt;
  private long lostAt;

  /**
   * @param random even over 0 to 1
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public Backoff(DoubleSupplier random, LongSupplier nanoTime) {
    this.random = random;
    this.nanoTime = nanoTime;
  }

  /** The tunnel is up. */
  public void up() {
    up = true;
    everUp = true;
    upAt = nanoTime.getAsLong();
  }

  /** The tunnel, or another attempt at it, is gone. */
  public void lost() {
    if (up) {
      up = false;
      lostAt = nanoTime.getAsLong();
      attempts = lostAt - upAt >= SETTLED.toNanos() ? 0 : attempts;
    }
  }

  /** The pause before the next attempt, which is counted. */
  public Duration next() {
    return next(LONGEST);
  }

  /** The same, if it makes no sense to wait for longer than this; a quarter more or less. */
  Duration next(Duration longest) {
    int doublings = Math.min(attempts - 1, MOST_DOUBLINGS);
    attempts++;
    if (doublings < 0) {
      return Duration.ZERO;
    }
    double spread = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
    long millis = Math.min(longest.toMillis(), FIRST_MILLIS << doublings);
    return Duration.ofMillis((long) (millis * spread));
  }

  /** How many attempts there have been since the tunnel was last up for a while. */
  public int attempts() {
    return attempts;
  }

  /** Whether there was a tunnel, and is none. */
  boolean isOutage() {
    return everUp && !up;
  }

  /** The time since the tunnel was last up. */
  Duration outage() {
    return Duration.ofNanos(nanoTime.getAsLong() - lostAt);
  }

  /** Whether the server may still take our own lost session for alive. */
  boolean mayStillBeHeldByUs() {
    return nanoTime.getAsLong() - lostAt < GRACE.toNanos();
  }

  /** The shortest time to queue for a board that our own lost session may still hold. */
  static long graceSeconds() {
    return GRACE.toSeconds();
  }
}
