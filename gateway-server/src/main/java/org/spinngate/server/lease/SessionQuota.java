package org.spinngate.server.lease;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.spinngate.protocol.CloseCause;

/**
 * How many sessions, open or waiting, there may be in all and for one user.
 *
 * <p>Thread-safe.
 */
final class SessionQuota {
  private final Supplier<SessionLimits> limits;
  private final Map<String, Integer> byUser = new HashMap<>();
  private int inAll;

  SessionQuota(Supplier<SessionLimits> limits) {
    this.limits = limits;
  }

  /** Takes a place for a user, or says why there is none. */
  synchronized Optional<CloseCause> enter(String user) {
    SessionLimits most = limits.get();
    if (inAll >= most.inAll()) {
      return Optional.of(CloseCause.OVERLOADED);
    }
    if (byUser.getOrDefault(user, 0) >= most.perUser()) {
      return Optional.of(CloseCause.USER_LIMIT);
    }
    inAll++;
    byUser.merge(user, 1, Integer::sum);
    return Optional.empty();
  }

  /** Takes a place for a user who had one before, beyond the limits if need be. */
  synchronized void enterAgain(String user) {
    inAll++;
    byUser.merge(user, 1, Integer::sum);
  }

  synchronized void leave(String user) {
    inAll--;
    byUser.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
  }
}
