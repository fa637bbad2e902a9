package org.spinngate.server.session;

import java.time.Duration;
import java.util.Optional;
import org.spinngate.protocol.CloseCause;

/**
 * Watches one session's idle time and age, and says when to warn and when to end.
 *
 * <p>Confined to the session's event loop.
 */
final class TimeLimits {
  private final SessionTimes times;
  private final long beganNanos;
  private long activeNanos;
  private boolean warnedOfIdle;
  private boolean warnedOfTotal;

  TimeLimits(SessionTimes times, long nowNanos) {
    this.times = times;
    this.beganNanos = nowNanos;
    this.activeNanos = nowNanos;
  }

  /** A datagram has passed since the last look. */
  void active(long nowNanos) {
    activeNanos = nowNanos;
    warnedOfIdle = false;
  }

  Duration idle(long nowNanos) {
    return Duration.ofNanos(nowNanos - activeNanos);
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
