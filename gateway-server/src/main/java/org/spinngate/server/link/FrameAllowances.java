package org.spinngate.server.link;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.server.log.RepeatsByKey;

/**
 * The allowances of all connections and users. What a user owes outlives the connections, so that
 * nobody pays by coming anew.
 *
 * <p>Thread-safe.
 */
public final class FrameAllowances {
  private static final Logger LOG = LoggerFactory.getLogger(FrameAllowances.class);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(10);

  private final IntSupplier connectionsPerUser;
  private final LoginMeter meter;
  private final LongSupplier nanoTime;
  private final RepeatsByKey lines;

  /** One for each user of the configuration who has logged in. */
  private final ConcurrentMap<String, Credit> users = new ConcurrentHashMap<>();

  /**
   * @param connectionsPerUser the most at a time
   * @param meter told of pauses
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public FrameAllowances(IntSupplier connectionsPerUser, LoginMeter meter, LongSupplier nanoTime) {
    this.connectionsPerUser = connectionsPerUser;
    this.meter = meter;
    this.nanoTime = nanoTime;
    this.lines = new RepeatsByKey(1, BETWEEN_LINES, nanoTime);
  }

  Credit of(String user) {
    return users.computeIfAbsent(user, name -> new Credit(this::shares, now()));
  }

  private int shares() {
    return Math.max(1, connectionsPerUser.getAsInt() / 2);
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** Nothing is read from a connection for a while. */
  void paused(FramePayer payer, String user, String peer) {
    meter.paused(payer);
    lines
        .next(user)
        .ifPresent(
            more ->
                LOG.warn(
                    "reading from {} ({}) pauses: more frames than its {} may send{}",
                    peer,
                    user,
                    payer.label(),
                    Repeats.words(more)));
  }
}
