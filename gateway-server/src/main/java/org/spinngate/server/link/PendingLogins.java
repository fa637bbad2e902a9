package org.spinngate.server.link;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections may be on their way from accepted to logged in at one time, because a TLS
 * handshake costs a stranger nothing and us milliseconds.
 *
 * <p>Thread-safe.
 */
final class PendingLogins {
  private final int most;
  private final AtomicInteger pending = new AtomicInteger();

  PendingLogins(int most) {
    this.most = most;
  }

  boolean tryEnter() {
    int before = pending.getAndUpdate(now -> Math.min(most, now + 1));
    return before < most;
  }

  void leave() {
    pending.decrementAndGet();
  }
}
