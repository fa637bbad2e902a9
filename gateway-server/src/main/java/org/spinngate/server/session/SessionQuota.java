package org.spinngate.server.session;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.spinngate.protocol.CloseCause;

/**
 * How many sessions, open or waiting, there may be in all and for one user.
 *
 * <p>Thread-safe.
 */
final class SessionQuota {
  private final int mostInAll;
  private final int mostPerUser;
  private final Map<String, Integer> byUser = new HashMap<>();
  private int inAll;

  SessionQuota(int mostInAll, int mostPerUser) {
    this.mostInAll = mostInAll;
    this.mostPerUser = mostPerUser;
  }

  /** Takes a place for a user, or says why there is none. */
  synchronized Optional<CloseCause> enter(String user) {
    if (inAll >= mostInAll) {
      return Optional.of(CloseCause.OVERLOADED);
    }
    if (byUser.getOrDefault(user, 0) >= mostPerUser) {
      return Optional.of(CloseCause.USER_LIMIT);
    }
    inAll++;
    byUser.merge(user, 1, Integer::sum);
    return Optional.empty();
  }

  /** Takes a place for a user who had one before, whatever the limits. */
  synchronized void enterAgain(String user) {
    inAll++;
    byUser.merge(user, 1, Integer::sum);
  }

  synchronized void leave(String user) {
    inAll--;
    byUser.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
  }
}
