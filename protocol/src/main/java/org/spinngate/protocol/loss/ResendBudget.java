package org.spinngate.protocol.loss;

/**
 * How much may be sent again: a tenth of what is sent for the first time. What is not used is saved
 * up to a limit, so that all of a short interruption can be sent again at once. What a peer asks
 * for, it gets no more.
 *
 * <p>Confined to the event loop; makes no objects.
 */
final class ResendBudget {
  /** Of how many bytes one may be sent again. */
  static final int SHARE = 10;

  /** The most that is saved up: more at once would be a burst that fills queues. */
  static final int MOST_SAVED = 64 << 10;

  /** What may be sent again at first: a few packets, for those who send little. */
  static final int FIRST = 4_800;

  /** In parts of a byte, so that small packets count. */
  private long parts = (long) FIRST * SHARE;

  /** So many bytes were sent for the first time. */
  void sent(int bytes) {
    parts = Math.min((long) MOST_SAVED * SHARE, parts + bytes);
  }

  /**
   * Takes what sending so many bytes again costs.
   *
   * @return whether there was so much
   */
  boolean take(int bytes) {
    long cost = (long) bytes * SHARE;
    boolean enough = parts >= cost;
    parts -= enough ? cost : 0;
    return enough;
  }
}
