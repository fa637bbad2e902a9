package org.spinngate.server.flow;

/** Numbers the uses of one session's flows, so that the oldest is found. Confined to its loop. */
final class UseOrder {
  private long uses;

  /** The next one; greater than all before. */
  long next() {
    return ++uses;
  }
}
