package org.spinngate.server.admission;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.access.Login;

/**
 * All connections that somebody has logged in by. Those that have a session end with it; the others
 * end here when their login is not valid any more: a thief of a token may have kept some open.
 *
 * <p>Thread-safe. There are no more of them than connections.
 */
public final class LoggedInConnections {
  private final Predicate<Login> valid;
  private final Clock clock;
  private final Set<LoggedIn> all = ConcurrentHashMap.newKeySet();

  /**
   * @param valid whether a login holds at this moment
   * @param clock the time of day
   */
  public LoggedInConnections(Predicate<Login> valid, Clock clock) {
    this.valid = valid;
    this.clock = clock;
  }

  /** A connection has logged in; it must {@link #left leave} when it is closed. */
  public LoggedIn enter(Login login, String peer, LoggedIn.Exit exit) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    LoggedIn entered = new LoggedIn(login, peer, now, exit);
    all.add(entered);
    // After the entry, so that no change of the configuration falls between.
    recheck(entered);
    return entered;
  }

  /** A connection is closed. */
  public void left(LoggedIn connection) {
    all.remove(connection);
  }

  /** Ends those without a session whose login is not valid any more. */
  public void recheck() {
    all.forEach(this::recheck);
  }

  private void recheck(LoggedIn connection) {
    if (!connection.isInSession() && !valid.test(connection.login())) {
      connection.leave(CloseCause.REVOKED, Permissions.LOGIN_WITHDRAWN);
    }
  }

  /**
   * Ends those of a user that have no session.
   *
   * @return how many
   */
  public int end(String user, CloseCause cause, String text) {
    List<LoggedIn> found =
        all.stream().filter(one -> !one.isInSession() && one.login().name().equals(user)).toList();
    found.forEach(one -> one.leave(cause, text));
    return found.size();
  }

  /** Those without a session, the oldest first. */
  public List<ConnectionRow> rows() {
    return all.stream()
        .filter(connection -> !connection.isInSession())
        .map(LoggedIn::row)
        .sorted(
            Comparator.comparing(ConnectionRow::since)
                .thenComparing(ConnectionRow::user)
                .thenComparing(ConnectionRow::peer))
        .toList();
  }
}
