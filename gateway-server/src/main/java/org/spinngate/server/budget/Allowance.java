package org.spinngate.server.budget;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much one session may send towards its board, so that one that floods takes neither the
 * network of the boards nor the server away from the others.
 *
 * <pre>
 *   debt = how long the session would have to pause to be within its rate again
 *
 *   0 ----------- 100 ms ------>
 *     allowed         refused
 * </pre>
 *
 * <p>So a tenth of a second's worth may leave at once, and what is refused costs nothing. Confined
 * to the session's event loop; makes no objects.
 */
public final class Allowance {
  private static final long LONGEST_DEBT = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final SessionRates rates;
  private final LongSupplier nanoTime;
  private long datagramsPaidUntil;
  private long bytesPaidUntil;

  /**
   * @param rates what the session may send
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public Allowance(SessionRates rates, LongSupplier nanoTime) {
    this.rates = rates;
    this.nanoTime = nanoTime;
    this.datagramsPaidUntil = nanoTime.getAsLong();
    this.bytesPaidUntil = datagramsPaidUntil;
  }

  /** Whether a datagram of so many bytes may leave; if so, it is paid for. */
  public boolean allows(int bytes) {
    long now = nanoTime.getAsLong();
    long datagramDebt = Math.max(0, datagramsPaidUntil - now);
    long byteDebt = Math.max(0, bytesPaidUntil - now);
    if (Math.max(datagramDebt, byteDebt) > LONGEST_DEBT) {
      return false;
    }
    datagramsPaidUntil = now + datagramDebt + nanosFor(1, rates.datagrams());
    bytesPaidUntil = now + byteDebt + nanosFor(bytes, rates.bytes());
    return true;
  }

  private static long nanosFor(int amount, long perSecond) {
    return perSecond == 0 ? 0 : amount * SECOND / perSecond;
  }
}
