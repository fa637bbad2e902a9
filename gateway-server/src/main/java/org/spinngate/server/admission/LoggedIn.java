package org.spinngate.server.admission;

import java.time.Instant;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.access.Login;

/**
 * One connection that somebody has logged in by, from the login until it is closed.
 *
 * <p>Thread-safe.
 */
public final class LoggedIn {
  private final Login login;
  private final String peer;
  private final Instant since;
  private final Exit exit;
  private volatile String board = "";
  private volatile boolean inSession;

  /** Ends a connection. */
  public interface Exit {
    /**
     * Says goodbye and closes, unless the connection has a session, which ends it, or is at its end
     * already. Any thread; does not wait.
     */
    void leave(CloseCause cause, String text);
  }

  /**
   * @param login who it is, and by what
   * @param peer the address the connection came from, for people
   * @param since when
   * @param exit ends the connection
   */
  public LoggedIn(Login login, String peer, Instant since, Exit exit) {
    this.login = login;
    this.peer = peer;
    this.since = since;
    this.exit = exit;
  }

  /** Who it is, and by what. */
  public Login login() {
    return login;
  }

  /**
   * It wishes for a board.
   *
   * @param name shown to the operator as it is
   */
  public void wishes(String name) {
    board = name;
  }

  /** It has a session from here on, which shows in its place. */
  public void hasSession() {
    inSession = true;
  }

  boolean isInSession() {
    return inSession;
  }

  void leave(CloseCause cause, String text) {
    exit.leave(cause, text);
  }

  ConnectionRow row() {
    String wish = board;
    return new ConnectionRow(
        login.name(), peer, wish.isEmpty() ? "choosing" : "waiting", wish, since);
  }
}
