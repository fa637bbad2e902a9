package org.spinngate.server.link;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.server.log.RepeatsByKey;
import org.spinngate.server.net.Peer;

/**
 * Who was let in and who was not, on a logger of its own. The form of these lines is fixed:
 * programs that ban addresses read them. What repeats is held back, and {@code repeats=} at the end
 * of the next such line says how often; so neither a client that comes and goes nor somebody who
 * guesses tokens fills a disk.
 *
 * <p>Thread-safe.
 */
public final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("org.spinngate.audit");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  /** Of one user from one address, in ten minutes. */
  private static final int ACCEPTED = 3;

  /** For one reason from one address, in two minutes; a ban comes no later by default. */
  private static final int REFUSED = 10;

  /** From all addresses together, in two minutes. */
  private static final int REFUSED_IN_ALL = 60;

  /** Of one user for one reason, in ten minutes. */
  private static final int BOARDS_REFUSED = 5;

  /** Of one user, from all addresses and for all names of boards together, in ten minutes. */
  private static final int OF_A_USER = 30;

  private final RepeatsByKey accepted;
  private final RepeatsByKey acceptedOfUser;
  private final RepeatsByKey refused;
  private final Repeats refusedInAll;
  private final RepeatsByKey boardsRefused;
  private final RepeatsByKey boardsRefusedOfUser;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public AuditLog(LongSupplier nanoTime) {
    this.accepted = new RepeatsByKey(ACCEPTED, TEN_MINUTES, nanoTime);
    this.refused = new RepeatsByKey(REFUSED, TWO_MINUTES, nanoTime);
    this.refusedInAll = new Repeats(REFUSED_IN_ALL, TWO_MINUTES, nanoTime);
    this.boardsRefused = new RepeatsByKey(BOARDS_REFUSED, TEN_MINUTES, nanoTime);
    this.acceptedOfUser = new RepeatsByKey(OF_A_USER, TEN_MINUTES, nanoTime);
    this.boardsRefusedOfUser = new RepeatsByKey(OF_A_USER, TEN_MINUTES, nanoTime);
  }

  void loggedIn(String user, Channel from, String client) {
    next(accepted, user + "@" + Peer.host(from), acceptedOfUser, user)
        .ifPresent(
            more ->
                LOG.info(
                    "login accepted: user={} peer={} client={}{}",
                    plain(user),
                    Peer.text(from),
                    plain(client.replace(' ', '/')),
                    repeats(more)));
  }

  void loginRefused(String user, Channel from, LoginResult reason, CloseCause cause) {
    OptionalLong ofAddress = refused.next(reason.label() + "@" + Peer.host(from));
    OptionalLong inAll =
        ofAddress.isPresent() ? refusedInAll.next(ofAddress.getAsLong()) : ofAddress;
    inAll.ifPresent(
        more ->
            LOG.atWarn()
                .addKeyValue("cause", cause.label())
                .log(
                    "login refused: user={} peer={} reason={}{}",
                    plain(user),
                    Peer.text(from),
                    reason.label(),
                    repeats(more)));
  }

  void boardRefused(String user, Channel from, String board, String reason) {
    String which = user + "@" + Peer.host(from) + " " + board + " " + reason;
    next(boardsRefused, which, boardsRefusedOfUser, user)
        .ifPresent(
            more ->
                LOG.warn(
                    "board refused: user={} peer={} board={} reason={}{}",
                    plain(user),
                    Peer.text(from),
                    plain(board),
                    reason,
                    repeats(more)));
  }

  void boardReset(String user, Channel from, String board, String result) {
    String which = user + "@" + Peer.host(from) + " reset " + board + " " + result;
    next(boardsRefused, which, boardsRefusedOfUser, user)
        .ifPresent(
            more ->
                LOG.info(
                    "board reset: user={} peer={} board={} result={}{}",
                    plain(user),
                    Peer.text(from),
                    plain(board),
                    result,
                    repeats(more)));
  }

  /** A user can come from many addresses, and ask for boards by any name. */
  private static OptionalLong next(
      RepeatsByKey lines, String key, RepeatsByKey ofUser, String user) {
    OptionalLong before = lines.next(key);
    return before.isPresent() ? ofUser.next(user, before.getAsLong()) : before;
  }

  private static String repeats(long more) {
    return more == 0 ? "" : " repeats=" + more;
  }

  /** A stranger's words on one line and without a space, so that no field can be forged. */
  private static String plain(String words) {
    String safe = words.replaceAll("[^\\p{Alnum}._@+:/()-]", "?");
    return safe.isEmpty() ? "?" : safe;
  }
}
