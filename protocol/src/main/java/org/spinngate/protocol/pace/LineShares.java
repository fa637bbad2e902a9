package org.spinngate.protocol.pace;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the paths to one place have, most likely by one line, as far as it has shown a limit to
 * them: so they can yield together to other traffic, and get equal parts in the end. Thread-safe.
 */
public final class LineShares {
  private final AtomicInteger paths = new AtomicInteger();
  private final AtomicInteger late = new AtomicInteger();
  private final AtomicLong limits = new AtomicLong();
  private final AtomicLong comes = new AtomicLong();
  private final AtomicLong carries = new AtomicLong();

  /** Nobody uses it so far. */
  public LineShares() {
    // Only for its comment.
  }

  /** One more path has a limit. */
  void enter() {
    paths.incrementAndGet();
  }

  /** One has none any more; what the line carries is seen anew when the next one has. */
  void leave() {
    if (paths.decrementAndGet() == 0) {
      carries.set(0);
    }
  }

  /**
   * Something has changed.
   *
   * @param limit by how many bytes a second a limit is higher than before
   * @param came by how many more come
   */
  void change(long limit, long came) {
    limits.addAndGet(limit);
    carries.accumulateAndGet(comes.addAndGet(came), Math::max);
  }

  /** One more path with a limit finds a queue, or one less. */
  void queue(boolean found) {
    late.addAndGet(found ? 1 : -1);
  }

  /** How many paths with a limit find a queue. */
  int late() {
    return late.get();
  }

  /** How many paths have a limit. */
  int paths() {
    return paths.get();
  }

  /** All limits together, in bytes a second. */
  long limits() {
    return Math.max(0, limits.get());
  }

  /** What has come at most by all of them together, in bytes a second. */
  long carries() {
    return carries.get();
  }
}
