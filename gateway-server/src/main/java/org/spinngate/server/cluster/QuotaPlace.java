package org.spinngate.server.cluster;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A place in an account's quota, from before a board is asked for until nobody needs it.
 *
 * <p>Thread-safe.
 */
final class QuotaPlace {
  private final String key;
  private final Runnable left;
  private final AtomicBoolean over = new AtomicBoolean();

  /**
   * @param key of its entry in the ledger
   * @param left takes the entry away
   */
  QuotaPlace(String key, Runnable left) {
    this.key = key;
    this.left = left;
  }

  String key() {
    return key;
  }

  /** Gives it back; harmless the second time. */
  void leave() {
    if (over.compareAndSet(false, true)) {
      left.run();
    }
  }
}
