package org.spinngate.server.access;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.spinngate.server.config.LoginLimits;

/**
 * Decides who is let in: by who somebody is, by what failed from an address before, by how many
 * connections a user has already, and by how often the user comes.
 *
 * <p>Thread-safe.
 */
public final class Logins {
  /** Each costs a TLS handshake, which is milliseconds of work. */
  private static final int LOGINS_PER_SECOND = 10;

  /** After a restart all connections of a user come at once, and perhaps once more. */
  private static final int TIMES_ALL_CONNECTIONS = 2;

  /** Each has its lines in the log and the journal. */
  private static final int SESSIONS_PER_SECOND = 5;

  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);

  private final Authenticator authenticator;
  private final LoginAttempts attempts;
  private final UserConnections connections;
  private final Pace logins;
  private final Pace sessions;

  /** What becomes of one attempt. */
  public sealed interface Verdict {}

  /**
   * Let in; {@link #left} must follow exactly once.
   *
   * @param login who it is, and by what
   */
  public record Accepted(Login login) implements Verdict {}

  /** Why not. */
  public enum Refused implements Verdict {
    /** The credential is nobody's: an unknown or expired user, or a wrong token. */
    CREDENTIALS,
    /** Too many failures before, and nobody who logged in from there before. */
    BANNED,
    /** This user has as many connections as one user may have. */
    TOO_MANY_CONNECTIONS,
    /** This user has logged in too often within the last seconds. */
    TOO_OFTEN
  }

  /**
   * @param authenticator asked once for each attempt
   * @param limits of failures, as they are at each time
   * @param mostConnections of one user, asked for at each login
   * @param nanoTime a monotonic clock in nanoseconds
   * @param shared bans of other gateways, and those that they are to know
   */
  public Logins(
      Authenticator authenticator,
      Supplier<LoginLimits> limits,
      IntSupplier mostConnections,
      LongSupplier nanoTime,
      SharedBans shared) {
    this.authenticator = authenticator;
    this.attempts = new LoginAttempts(limits, nanoTime::getAsLong, shared);
    this.connections = new UserConnections(mostConnections);
    this.logins =
        new Pace(
            LOGINS_PER_SECOND, () -> TIMES_ALL_CONNECTIONS * mostConnections.getAsInt(), nanoTime);
    this.sessions = new Pace(SESSIONS_PER_SECOND, mostConnections, nanoTime);
  }

  /** Asks who it is that shows this, as {@link Authenticator#login} says; nothing is taken yet. */
  public CompletionStage<Optional<Login>> login(Credential credential) {
    return authenticator.login(credential);
  }

  /**
   * What follows from the answer. That of a ban says nothing about the credential: at an address
   * with too many failures, everybody hears the same but a user who has shown the right one and was
   * there before.
   *
   * @param name that was claimed
   * @param login the answer
   */
  public Verdict decide(String name, Optional<Login> login, InetAddress from) {
    boolean heard = login.isPresent() && attempts.knows(name, from);
    if (attempts.banned(name, from) && !heard) {
      attempts.failed(name, from);
      return Refused.BANNED;
    }
    if (login.isEmpty()) {
      attempts.failed(name, from);
      return Refused.CREDENTIALS;
    }
    if (logins.next(name, 0).isEmpty()) {
      return Refused.TOO_OFTEN;
    }
    if (!connections.tryEnter(name)) {
      return Refused.TOO_MANY_CONNECTIONS;
    }
    attempts.succeeded(name, from);
    return new Accepted(login.get());
  }

  /** A connection of this user is gone. */
  public void left(Login login) {
    connections.leave(login.name());
  }

  /**
   * The user wishes for a session, a new one or one of before.
   *
   * @return how long the wish has to wait, in nanoseconds, mostly 0; empty if the user has so many
   *     that wait already that this one is refused
   */
  public OptionalLong pauseBeforeSession(Login login) {
    return sessions.next(login.name(), LONGEST_PAUSE);
  }

  /** Whether strangers from this address are all refused, under every user name. */
  public boolean deaf(InetAddress from) {
    return attempts.banned(from);
  }

  /** Whether somebody has logged in from this address before. */
  public boolean inhabited(InetAddress from) {
    return attempts.inhabited(from);
  }
}
