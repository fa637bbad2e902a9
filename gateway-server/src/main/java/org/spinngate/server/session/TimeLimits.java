package org.spinngate.server.session;

import java.time.Duration;
import java.util.Optional;
import org.spinngate.protocol.CloseCause;

/**
 * Watches one session's idle time and age, and says when to warn and when to end.
 *
 * <p>Confined to the session's event loop, apart from {@link #idle}.
 */
final class TimeLimits {
  private final SessionTimes times;
  private final long beganNanos;
  private long movedBefore;
  private volatile long activeNanos;
  private boolean warnedOfIdle;
  private boolean warnedOfTotal;

  /**
   * @param age of the session already, if an earlier process began it
   */
  TimeLimits(SessionTimes times, Duration age, long nowNanos) {
    this.times = times;
    this.beganNanos = nowNanos - Math.max(0, age.toNanos());
    this.activeNanos = nowNanos;
  }

  /** Looks whether a datagram has passed since the last time, by a count that grows with each. */
  void moved(long count, long nowNanos) {
    if (count != movedBefore) {
      movedBefore = count;
      activeNanos = nowNanos;
      warnedOfIdle = false;
    }
  }

  /** For how long nothing has passed. Any thread. */
  Duration idle(long nowNanos) {
    return Duration.ofNanos(Math.max(0, nowNanos - activeNanos));
  }

  /** The cause to end the session for, if its time has come. */
  Optional<CloseCause> reached(long nowNanos) {
    if (isOver(times.total(), nowNanos - beganNanos)) {
      return Optional.of(CloseCause.EXPIRED);
    }
    return isOver(times.idle(), nowNanos - activeNanos)
        ? Optional.of(CloseCause.IDLE)
        : Optional.empty();
  }

  /** A line for the user, once for each limit that comes near. */
  Optional<String> warning(long nowNanos) {
    if (!warnedOfTotal && isNear(times.total(), nowNanos - beganNanos)) {
      warnedOfTotal = true;
      return Optional.of(
          "this session reaches its maximum duration and ends in " + words(times.warning()));
    }
    if (!warnedOfIdle && isNear(times.idle(), nowNanos - activeNanos)) {
      warnedOfIdle = true;
      return Optional.of(
          "this session is idle and ends in "
              + words(times.warning())
              + " unless a datagram passes");
    }
    return Optional.empty();
  }

  private static boolean isOver(Duration limit, long nanos) {
    return !limit.isZero() && nanos >= limit.toNanos();
  }

  private boolean isNear(Duration limit, long nanos) {
    return isOver(limit, nanos + times.warning().toNanos())
        && !limit.isZero()
        && limit.compareTo(times.warning()) > 0;
  }

  private static String words(Duration time) {
    return time.toMinutes() >= 1 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
