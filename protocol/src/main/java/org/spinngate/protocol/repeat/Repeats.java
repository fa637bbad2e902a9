package org.spinngate.protocol.repeat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Holds back what happens again and again: of each span of time the first few pass, and the first
 * of a later span says how many did not.
 *
 * <pre>
 *   span 1                    span 2
 *   pass pass held held held  pass (and 3 more before it) pass held …
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class Repeats {
  private final int passing;
  private final long spanNanos;
  private final LongSupplier nanoTime;
  private long spanBegan;
  private int inSpan;
  private long heldBack;
  private boolean begun;

  /**
   * @param passing how many pass in a span, at least 1
   * @param span begins with the first that passes in it
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public Repeats(int passing, Duration span, LongSupplier nanoTime) {
    this.passing = passing;
    this.spanNanos = span.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Whether one more may be told.
   *
   * @return how many were held back before it; empty if it is held back, too
   */
  public OptionalLong next() {
    return next(0);
  }

  /**
   * The same for one that stands for others, too, which were held back elsewhere and count here.
   *
   * @param others how many
   */
  public synchronized OptionalLong next(long others) {
    long now = nanoTime.getAsLong();
    if (!begun || now - spanBegan >= spanNanos) {
      begun = true;
      spanBegan = now;
      inSpan = 0;
    }
    if (inSpan >= passing) {
      heldBack += others + 1;
      return OptionalLong.empty();
    }
    inSpan++;
    long held = heldBack + others;
    heldBack = 0;
    return OptionalLong.of(held);
  }

  /** What {@link #next} let pass was not told after all, nor were those held back before it. */
  public synchronized void holdBack(long heldBackBefore) {
    heldBack += heldBackBefore + 1;
  }

  /**
   * How many were held back and never told, since nothing has come in the half span after theirs.
   * From here on they count as told.
   *
   * @return none if there are none, or it is too early
   */
  public synchronized OptionalLong overdue() {
    if (heldBack == 0 || nanoTime.getAsLong() - spanBegan < spanNanos + spanNanos / 2) {
      return OptionalLong.empty();
    }
    long held = heldBack;
    heldBack = 0;
    return OptionalLong.of(held);
  }

  /** What to put after a line: nothing, or how many like it were held back. */
  public static String words(long heldBack) {
    return heldBack == 0 ? "" : " (and " + heldBack + " more before it)";
  }
}
