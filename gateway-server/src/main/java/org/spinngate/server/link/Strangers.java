package org.spinngate.server.link;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.Repeats;

/**
 * Speaks in the log about connections that broke the rules before they had a user: a line at most
 * every ten seconds, with the number of those held back, because strangers can make as many as they
 * like.
 *
 * <p>Thread-safe.
 */
final class Strangers {
  private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  /** A fault of ours that a client knows how to bring about has so many lines in ten minutes. */
  private static final int FAULTS = 10;

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final Repeats repeats;
  private final Repeats faults;

  Strangers(LongSupplier nanoTime) {
    this.repeats = new Repeats(1, BETWEEN_LINES, nanoTime);
    this.faults = new Repeats(FAULTS, TEN_MINUTES, nanoTime);
  }

  /** Notes a connection that was turned away, and what it was told. */
  void turnedAway(String peer, String reason, CloseCause told) {
    repeats
        .next()
        .ifPresent(
            more ->
                LOG.atInfo()
                    .addKeyValue("cause", told.label())
                    .log("turned away {}: {}{}", peer, reason, Repeats.words(more)));
  }

  /** Notes a connection that was turned away without a word. */
  void turnedAway(String peer, String reason) {
    repeats
        .next()
        .ifPresent(more -> LOG.info("turned away {}: {}{}", peer, reason, Repeats.words(more)));
  }

  /** Notes a fault of ours that a connection has met, a stranger's or a user's. */
  void fault(String peer, Throwable fault) {
    faults
        .next()
        .ifPresent(
            more ->
                LOG.atError()
                    .setCause(fault)
                    .addKeyValue("cause", CloseCause.INTERNAL.label())
                    .log("fault while serving {}{}", peer, Repeats.words(more)));
  }
}
