package org.spinngate.server.link;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * How many connections may be on their way from accepted to logged in at one time, because a TLS
 * handshake costs a stranger nothing and us milliseconds.
 *
 * <p>Thread-safe.
 */
final class PendingLogins {
  private final IntSupplier most;
  private final AtomicInteger pending = new AtomicInteger();

  PendingLogins(IntSupplier most) {
    this.most = most;
  }

  boolean tryEnter() {
    int limit = most.getAsInt();
    return pending.getAndUpdate(now -> now < limit ? now + 1 : now) < limit;
  }

  void leave() {
    pending.decrementAndGet();
  }
}
