package org.spinngate.server.access;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Decides who is let in: by name and token, by what failed from an address before, and by how many
 * connections a user has already.
 *
 * <p>Thread-safe.
 */
public final class Logins {
  private final Users users;
  private final LoginAttempts attempts;
  private final UserConnections connections;

  /** What becomes of one attempt. */
  public sealed interface Verdict {}

  /**
   * Let in; {@link #left} must follow exactly once.
   *
   * @param user who it is
   */
  public record Accepted(User user) implements Verdict {}

  /** Why not. */
  public enum Refused implements Verdict {
    /** Unknown or expired user, or a wrong token. */
    CREDENTIALS,
    /** Too many failures before, and nobody who logged in from there before. */
    BANNED,
    /** This user has as many connections as one user may have. */
    TOO_MANY_CONNECTIONS
  }

  /**
   * @param mostConnections of one user, asked for at each login
   */
  public Logins(Users users, LoginAttempts attempts, IntSupplier mostConnections) {
    this.users = users;
    this.attempts = attempts;
    this.connections = new UserConnections(mostConnections);
  }

  /**
   * One attempt. The answer of a ban says nothing about the token: at an address with too many
   * failures, everybody hears the same but a user with the right token who was there before.
   */
  public Verdict login(String name, String token, InetAddress from) {
    Optional<User> user = users.login(name, token);
    boolean heard = user.isPresent() && attempts.knows(name, from);
    if (attempts.banned(name, from) && !heard) {
      attempts.failed(name, from);
      return Refused.BANNED;
    }
    if (user.isEmpty()) {
      attempts.failed(name, from);
      return Refused.CREDENTIALS;
    }
    if (!connections.tryEnter(name)) {
      return Refused.TOO_MANY_CONNECTIONS;
    }
    attempts.succeeded(name, from);
    return new Accepted(user.get());
  }

  /** A connection of this user is gone. */
  public void left(User user) {
    connections.leave(user.name());
  }

  /** Whether strangers from this address are refused whatever they say. */
  public boolean deaf(InetAddress from) {
    return attempts.banned(from);
  }

  /** Whether somebody has logged in from this address before. */
  public boolean inhabited(InetAddress from) {
    return attempts.inhabited(from);
  }
}
