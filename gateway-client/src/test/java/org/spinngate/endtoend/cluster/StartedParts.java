package org.spinngate.endtoend.cluster;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What something consists of that a test has started. It is closed in the opposite order, and all
 * of it even if a part fails to close.
 *
 * <p>Not thread-safe.
 */
final class StartedParts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Adds one that has been started. */
  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /** Closes all after a fault, to which it adds those of closing. */
  void closeAfter(Throwable fault) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception | AssertionError e) {
        fault.addSuppressed(e);
      }
    }
  }

  /** Closes all; fails after that if some of it failed. */
  @Override
  public void close() {
    IllegalStateException fault = new IllegalStateException("not all could be closed");
    closeAfter(fault);
    if (fault.getSuppressed().length > 0) {
      throw fault;
    }
  }
}
