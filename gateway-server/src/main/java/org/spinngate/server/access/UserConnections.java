package org.spinngate.server.access;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;

/**
 * Counts the logged-in connections of each user, whether or not they have a session.
 *
 * <p>Thread-safe.
 */
final class UserConnections {
  private final IntSupplier most;
  private final ConcurrentMap<String, Integer> held = new ConcurrentHashMap<>();

  UserConnections(IntSupplier most) {
    this.most = most;
  }

  /** Takes a place if there is one; then {@link #leave} must follow exactly once. */
  boolean tryEnter(String user) {
    int limit = most.getAsInt();
    // Counted inside the map's own lock of this key, so that no two take the last place.
    boolean[] entered = new boolean[1];
    held.compute(
        user,
        (name, count) -> {
          int before = count == null ? 0 : count;
          entered[0] = before < limit;
          return entered[0] ? Integer.valueOf(before + 1) : count;
        });
    return entered[0];
  }

  /** Gives a place back. */
  void leave(String user) {
    held.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
  }

  /** How many users hold a place: what this object costs. */
  int users() {
    return held.size();
  }
}
