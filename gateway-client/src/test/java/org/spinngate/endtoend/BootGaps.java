package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.description.Description;
import org.assertj.core.description.TextDescription;

/**
 * The gaps between boot packets as a simulated board saw them. It notes a packet when it reads it,
 * which a busy machine may do late; that makes the gap before the packet longer and the one after
 * it shorter, but never the sum of both. So a packet may be close to the one before it if it is far
 * enough from an earlier one.
 */
final class BootGaps {
  /** Nothing is read so late that more than this many packets wait. */
  static final int LONGEST_LATENESS = 8;

  private final List<Long> nanos;

  BootGaps(List<Long> nanos) {
    this.nanos = nanos;
  }

  /** Fails if two packets were sent closer together than this. */
  void assertNeverUnder(Duration gap) {
    // Also the earlier packet of a pair is read a little late.
    long tolerance = gap.toNanos() / 4;
    for (int last = LONGEST_LATENESS - 1; last < nanos.size(); last++) {
      assertThat(excess(last, gap.toNanos())).as(where(last)).isGreaterThanOrEqualTo(-tolerance);
    }
  }

  /** How much longer than they had to be the last gaps were together, at best. */
  private long excess(int last, long gap) {
    long best = Long.MIN_VALUE;
    long sum = 0;
    for (int first = last; first >= 0 && last - first < LONGEST_LATENESS; first--) {
      sum += nanos.get(first) - gap;
      best = Math.max(best, sum);
    }
    return best;
  }

  private Description where(int last) {
    return new TextDescription("gaps up to number %s of %s", last, nanos);
  }

  /** All gaps together. */
  Duration sum() {
    return Duration.ofNanos(nanos.stream().mapToLong(Long::longValue).sum());
  }

  int count() {
    return nanos.size();
  }
}
