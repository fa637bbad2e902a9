package org.spinngate.server.link;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks in the log about connections that broke the rules before they had a user: a line at most
 * every ten seconds, with the number of those held back, because strangers can make as many as they
 * like.
 *
 * <p>Thread-safe.
 */
final class Strangers {
  private static final Logger LOG = LoggerFactory.getLogger(Strangers.class);
  private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(10);

  private final LongSupplier nanoTime;
  private long loggedAt;
  private boolean everLogged;
  private long heldBack;

  Strangers(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Notes a connection that was turned away. */
  synchronized void turnedAway(String peer, String reason) {
    long now = nanoTime.getAsLong();
    if (everLogged && now - loggedAt < BETWEEN_LINES) {
      heldBack++;
      return;
    }
    String more = heldBack == 0 ? "" : " (and " + heldBack + " more before it)";
    LOG.info("turned away {}: {}{}", peer, reason, more);
    everLogged = true;
    loggedAt = now;
    heldBack = 0;
  }
}
