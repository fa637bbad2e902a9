package org.spinngate.server.session;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.spinngate.protocol.CloseCause;

/**
 * Watches one session's idle time and age, and says when to warn and when to end. Other limits hold
 * while somebody waits for the board; its user is warned before they end the session, however long
 * they are over already.
 *
 * <p>Confined to the session's event loop, apart from {@link #idle}.
 */
final class TimeLimits {
  /** No age is longer, so that a clock that was centuries off overflows nothing. */
  private static final Duration LONGEST_AGE = Duration.ofDays(36_500);

  private final SessionTimes times;
  private final long beganNanos;
  private long movedBefore;
  private volatile long activeNanos;
  private OptionalLong wantedNanos = OptionalLong.empty();
  private boolean warnedOfIdle;
  private boolean warnedOfTotal;

  /**
   * @param age of the session already, if an earlier process began it; by the machine's clock,
   *     which may have been wrong then, so that nobody is ended by it without a warning
   */
  TimeLimits(SessionTimes times, Duration age, long nowNanos) {
    this.times = times;
    this.beganNanos = nowNanos - credible(age).toNanos();
    this.activeNanos = nowNanos;
  }

  private Duration credible(Duration age) {
    Duration total = times.always().total();
    Duration oldest = total.isZero() ? LONGEST_AGE : total.minus(times.warning());
    Duration most = oldest.compareTo(age) < 0 ? oldest : age;
    return most.isNegative() ? Duration.ZERO : most;
  }

  /** Looks whether a datagram has passed since the last time, by a count that grows with each. */
  void moved(long count, long nowNanos) {
    if (count != movedBefore) {
      movedBefore = count;
      activeNanos = nowNanos;
      warnedOfIdle = false;
    }
  }

  /** Notes whether somebody waits for the board at this moment. */
  void wanted(boolean now, long nowNanos) {
    if (now == wantedNanos.isPresent()) {
      return;
    }
    wantedNanos = now ? OptionalLong.of(nowNanos) : OptionalLong.empty();
    warnedOfIdle = false;
    warnedOfTotal = false;
  }

  /** For how long nothing has passed. Any thread. */
  Duration idle(long nowNanos) {
    return Duration.ofNanos(Math.max(0, nowNanos - activeNanos));
  }

  /** The cause to end the session for, if its time has come. */
  Optional<CloseCause> reached(long nowNanos) {
    if (leftInAll(nowNanos) <= 0) {
      return Optional.of(CloseCause.EXPIRED);
    }
    return leftIdle(nowNanos) <= 0 ? Optional.of(CloseCause.IDLE) : Optional.empty();
  }

  /** A line for the user, once for each limit that comes near. */
  Optional<String> warning(long nowNanos) {
    long near = times.warning().toNanos();
    if (!warnedOfTotal && leftInAll(nowNanos) <= near && isWarnedOf(SessionTimes.Span::total)) {
      warnedOfTotal = true;
      return Optional.of(
          "this session reaches its maximum duration" + why() + " and ends in " + left());
    }
    if (!warnedOfIdle && leftIdle(nowNanos) <= near && isWarnedOf(SessionTimes.Span::idle)) {
      warnedOfIdle = true;
      return Optional.of(
          "this session is idle" + why() + " and ends in " + left() + " unless a datagram passes");
    }
    return Optional.empty();
  }

  private long leftInAll(long now) {
    return Math.min(
        left(times.always().total(), beganNanos, now),
        leftIfWanted(times.ifWanted().total(), beganNanos, now));
  }

  private long leftIdle(long now) {
    return Math.min(
        left(times.always().idle(), activeNanos, now),
        leftIfWanted(times.ifWanted().idle(), activeNanos, now));
  }

  private static long left(Duration limit, long since, long now) {
    return limit.isZero() ? Long.MAX_VALUE : limit.toNanos() - (now - since);
  }

  private long leftIfWanted(Duration limit, long since, long now) {
    if (wantedNanos.isEmpty()) {
      return Long.MAX_VALUE;
    }
    Duration warned = limit.compareTo(times.warning()) > 0 ? times.warning() : Duration.ZERO;
    long unwarned = warned.toNanos() - (now - wantedNanos.getAsLong());
    return Math.max(unwarned, left(limit, since, now));
  }

  /** A limit that is no longer than the warning ends a session without one. */
  private boolean isWarnedOf(Function<SessionTimes.Span, Duration> limit) {
    SessionTimes.Span span = wantedNanos.isPresent() ? times.ifWanted() : times.always();
    return limit.apply(span).compareTo(times.warning()) > 0;
  }

  private String why() {
    return wantedNanos.isPresent() ? ", somebody else waits for the board," : "";
  }

  private String left() {
    Duration time = times.warning();
    return time.toMinutes() >= 1 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
