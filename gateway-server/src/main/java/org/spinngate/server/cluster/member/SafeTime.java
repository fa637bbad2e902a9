package org.spinngate.server.cluster.member;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.spinngate.server.board.Tenure;

/**
 * Until when a gateway may speak to boards: so long after it has sent a beat that a quorum has got.
 *
 * <pre>
 *  sent, acknowledged ──▶ holds ──▶ ttl after it was sent, or doubt ──▶ does not hold
 *                           ▲                                               │
 *                           └──────────── sent, acknowledged ◀──────────────┘
 * </pre>
 *
 * <p>Changed by one thread, asked and ended by all.
 */
final class SafeTime implements Tenure {
  /** So many beats are under way at most, or may come to light later. */
  private static final int REMEMBERED = 16;

  private static final long NONE = -1;

  private final LongSupplier nanoTime;
  private final long ttlNanos;
  private final long[] numbers = new long[REMEMBERED];
  private final long[] sentNanos = new long[REMEMBERED];
  private volatile long untilNanos;
  private volatile boolean ended;

  SafeTime(LongSupplier nanoTime, Duration ttl) {
    this.nanoTime = nanoTime;
    this.ttlNanos = ttl.toNanos();
    doubt();
  }

  @Override
  public boolean holds() {
    return nanoTime.getAsLong() - untilNanos < 0 && !ended;
  }

  /** For how long it still holds without another beat; zero if it does not. Any thread. */
  Duration left() {
    long nanos = untilNanos - nanoTime.getAsLong();
    return ended || nanos < 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  /** A beat is about to be sent. */
  void sends(long number) {
    int place = place(number);
    numbers[place] = number;
    sentNanos[place] = nanoTime.getAsLong();
  }

  /**
   * A beat has become part of the ledger, whenever that was. One of long ago counts for nothing.
   */
  void acknowledged(long number) {
    int place = place(number);
    long until = sentNanos[place] + ttlNanos;
    if (numbers[place] == number && until - untilNanos > 0) {
      untilNanos = until;
    }
  }

  private static int place(long number) {
    return (int) (number % REMEMBERED);
  }

  /** Nothing is safe any more, and nothing that was sent until now makes it so. */
  void doubt() {
    Arrays.fill(numbers, NONE);
    untilNanos = nanoTime.getAsLong();
  }

  /** It is never safe again, even if an answer comes. May be called from any thread. */
  void end() {
    ended = true;
  }

  /** Whether no beat that counts was sent for so long. */
  boolean isLate(Duration most) {
    return nanoTime.getAsLong() - untilNanos + ttlNanos - most.toNanos() > 0;
  }
}
