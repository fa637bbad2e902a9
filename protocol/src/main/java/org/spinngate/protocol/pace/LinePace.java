package org.spinngate.protocol.pace;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets the packets of a path leave no faster than its line carries them. As long as the line has
 * shown no limit, all may leave at once; {@link PaceRate} decides.
 *
 * <p>Confined to the event loop; makes no objects for a packet.
 */
public final class LinePace {
  /** The receiver's account of a shorter time would be too rough. */
  private static final int LEAST_MILLIS = 250;

  /** What may leave at once, as the time that the line takes for it: the loop looks so often. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final long MOST_AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int MILLIS = 1_000;

  private final long startedAt;
  private final PaceRate rate = new PaceRate();
  private final SentBytes sent = new SentBytes();
  private long paidUntil;
  private @Nullable ArrivalsReport before;
  private long leftBefore;
  private boolean slower;
  private int slowerAt;
  private int leastLate = ArrivalsFrame.MOST_MILLIS;

  /**
   * @param startedAt where the times begin that the peer is told, in nanoseconds of our clock
   */
  public LinePace(long startedAt) {
    this.startedAt = startedAt;
  }

  /** From here on the path leads to a place to which others lead, too. */
  public void joins(LineShares line) {
    rate.joins(line);
  }

  /** Nothing leaves for now, and others need not leave anything for it until the peer reports. */
  public void rest() {
    rate.rest();
  }

  /** Nothing leaves any more. */
  public void end() {
    rate.end();
  }

  /** A moment of our clock as the peer is told of it: in milliseconds, modulo 2^32. */
  public int millis(long now) {
    return (int) TimeUnit.NANOSECONDS.toMillis(now - startedAt);
  }

  /** A packet leaves, or a copy of one. */
  public void sent(int bytes, long now) {
    sent.sent(bytes, millis(now));
    if (rate.isLimited()) {
      long from = paidUntil - now > 0 ? paidUntil : now;
      paidUntil = from + bytes * SECOND / rate.bytesPerSecond();
    }
  }

  /** Whether the line has shown a limit. */
  public boolean isLimited() {
    return rate.isLimited();
  }

  /** Whether a packet may leave now. */
  public boolean mayLeave(long now) {
    return !rate.isLimited() || paidUntil - now < BURST_NANOS;
  }

  /**
   * Whether a packet may leave once more now: somewhat before it is its turn, but not so long that
   * what has not left yet, requests among it, waits for it.
   */
  public boolean mayLeaveAgain(long now) {
    return !rate.isLimited() || paidUntil - now < MOST_AHEAD_NANOS;
  }

  /** How long it will be until one may, in nanoseconds; 0 if it may now. */
  public long nanosUntilLeave(long now) {
    return mayLeave(now) ? 0 : paidUntil - now - BURST_NANOS;
  }

  /** Whether the peer tells how what is sent arrives. */
  public boolean isTold() {
    return before != null;
  }

  /** How much may leave in a second; 0 if there is no limit. */
  public long bytesPerSecond() {
    return rate.bytesPerSecond();
  }

  /** The peer tells how what was sent arrives. */
  public void arrived(ArrivalsReport report, long now) {
    leastLate = Math.min(leastLate, report.late());
    ArrivalsReport last = before;
    if (last != null && isShort(report.at() - last.at(), report.left() - last.left())) {
      return;
    }
    long left = sent.before(report.left());
    if (last != null && left >= 0 && leftBefore >= 0) {
      measure(last, report, left - leftBefore, now);
    }
    before = report;
    leftBefore = left;
    leastLate = ArrivalsFrame.MOST_MILLIS;
  }

  private static boolean isShort(int atReceiver, int atSender) {
    return Math.min(atReceiver, atSender) < LEAST_MILLIS && Math.max(atReceiver, atSender) >= 0;
  }

  private void measure(ArrivalsReport last, ArrivalsReport report, long leftBytes, long now) {
    if (slower && last.left() - slowerAt < 0) {
      // What left before says nothing of what it has helped.
      return;
    }
    long came = perSecond(report.bytes() - last.bytes() & 0xFFFFFFFFL, report.at() - last.at());
    long left = perSecond(leftBytes, report.left() - last.left());
    long rateBefore = rate.bytesPerSecond();
    rate.measured(leastLate, left, came, now);
    paidUntil = rateBefore > 0 ? paidUntil : now;
    slower = rate.isLimited() && (rateBefore == 0 || rate.bytesPerSecond() < rateBefore);
    slowerAt = millis(now);
  }

  private static long perSecond(long bytes, int millis) {
    return millis > 0 ? bytes * MILLIS / millis : 0;
  }
}
