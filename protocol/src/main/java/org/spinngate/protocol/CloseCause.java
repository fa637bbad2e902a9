package org.spinngate.protocol;

import java.util.Locale;

/**
 * Why a connection or session ended. Exactly one of these is given to every end; its {@link
 * #label()} is the word in the log, in the metric and in the message to the client, and {@link
 * #exitCode()} is what the client's process exits with.
 *
 * <p>Wire codes are explicit, appended and never renumbered (docs/reference-words.md).
 */
public enum CloseCause {
  /** The user gave the board back. */
  RELEASED(1, ExitCode.FINE, false, "the board was released"),
  /**
   * Unknown user, or a wrong or expired token; one answer for all.
   *
   * <p>Operators: look for {@code login refused} in the audit log, and give the user a new token.
   */
  LOGIN_REFUSED(2, ExitCode.LOGIN_REFUSED, false, "the server does not accept this user and token"),
  /**
   * Unknown board, or not one that this user may use; one answer for both.
   *
   * <p>Operators: check {@code boards} of the user. The user cannot tell the two apart.
   */
  BOARD_REFUSED(3, ExitCode.BOARD_REFUSED, false, "the board is unknown or not permitted"),
  /**
   * Somebody else has the board, and the client did not want to wait, or not any longer.
   *
   * <p>Operators: the user may queue with {@code --wait}.
   */
  BOARD_BUSY(4, ExitCode.BOARD_BUSY, false, "the board is in use"),
  /**
   * Client and server have no protocol version in common.
   *
   * <p>Operators: give users the client of this server.
   */
  VERSION_MISMATCH(5, ExitCode.VERSION_MISMATCH, false, "client and server versions do not match"),
  /**
   * The operator ended the session.
   *
   * <p>Operators: the user cannot have the board for another minute.
   */
  KICKED(6, ExitCode.ENDED_BY_OPERATOR, false, "the operator ended the session"),
  /**
   * The operator withdrew the board, the user or the token, or its last day is over.
   *
   * <p>Operators: the user had notice of it for {@code revoke-notice}, or 5 s if it was the token.
   */
  REVOKED(7, ExitCode.ENDED_BY_OPERATOR, false, "the permission to use the board was withdrawn"),
  /**
   * The server stops or restarts.
   *
   * <p>Operators: nothing; clients come back by themselves.
   */
  STOPPING(8, ExitCode.UNREACHABLE, true, "the server is stopping"),
  /**
   * No datagram in either direction for {@code idle-timeout}, or for {@code idle-timeout-if-wanted}
   * while somebody waits for the board.
   *
   * <p>Operators: raise them if users complain.
   */
  IDLE(9, ExitCode.TIME_REACHED, false, "the session was idle for too long"),
  /**
   * The session reached {@code max-duration}, or {@code max-duration-if-wanted} while somebody
   * waits for the board.
   *
   * <p>Operators: raise them if users complain.
   */
  EXPIRED(10, ExitCode.TIME_REACHED, false, "the session reached its maximum duration"),
  /**
   * The connection broke, or the peer said nothing for the heartbeat deadline.
   *
   * <p>Operators: look at the user's network; clients come back by themselves.
   */
  LOST(11, ExitCode.UNREACHABLE, true, "the connection was lost"),
  /**
   * The peer broke the protocol.
   *
   * <p>Operators: it is an old or foreign client, or somebody who tries.
   */
  VIOLATION(12, ExitCode.INTERNAL, false, "the protocol was violated"),
  /**
   * This user has as many sessions as {@code max-per-user} allows.
   *
   * <p>Operators: ask whether an old client of this user still runs.
   */
  USER_LIMIT(13, ExitCode.BOARD_BUSY, false, "this user has too many sessions already"),
  /**
   * The server is at one of its limits, or this user has too many connections or logins at once.
   *
   * <p>Operators: raise {@code limits.sessions} if the machine can; clients try again.
   */
  OVERLOADED(14, ExitCode.UNREACHABLE, true, "the server is at its limit"),
  /**
   * No complete login within {@code login-deadline}, or no board asked for within 30 s of it.
   *
   * <p>Operators: usually nothing: it is a scanner, or a very slow line.
   */
  LOGIN_TIMEOUT(15, ExitCode.UNREACHABLE, true, "the login took too long"),
  /**
   * The board has no address at present, its name means the address of another board, or it could
   * not be made ready: its power could not be switched, or a command of the operator failed. No
   * session ends for that.
   *
   * <p>Operators: look at {@code gateway.boards.NAME.host}, the name server, the BMP or your
   * commands; the log has the reason. Clients try again.
   */
  BOARD_FAILED(16, ExitCode.BOARD_BUSY, true, "the board cannot be made ready"),
  /**
   * A fault of the server.
   *
   * <p>Operators: the log has {@code fault while serving} with details; please report it.
   */
  INTERNAL(17, ExitCode.INTERNAL, true, "internal error"),

  /**
   * A newer connection has taken the session over; told to the older one.
   *
   * <p>Operators: if a user sees it, two copies of one client run, such as a copied virtual
   * machine.
   */
  SUPERSEDED(
      18, ExitCode.BOARD_BUSY, false, "another copy of this client has taken the session over"),

  /**
   * The operator has taken the board out of service for a while.
   *
   * <p>Operators: {@code enable} it.
   */
  BOARD_DISABLED(19, ExitCode.BOARD_BUSY, false, "the board is out of service"),

  /**
   * Another gateway of the facility has the board.
   *
   * <p>Operators: nothing; clients go there by themselves. One of an earlier version does not, and
   * tries again here.
   */
  ELSEWHERE(20, ExitCode.UNREACHABLE, true, "another gateway has the board"),

  /**
   * The gateways of the facility cannot agree at present who has a board.
   *
   * <p>Operators: look whether the servers that they share answer; clients try again by themselves.
   */
  NO_QUORUM(21, ExitCode.UNREACHABLE, true, "the gateways cannot agree at present who has a board");

  private static final CloseCause[] BY_CODE = new CloseCause[values().length + 1];

  static {
    for (CloseCause cause : values()) {
      BY_CODE[cause.code] = cause;
    }
  }

  private final int code;
  private final ExitCode exitCode;
  private final boolean temporary;
  private final String sentence;

  CloseCause(int code, ExitCode exitCode, boolean temporary, String sentence) {
    this.code = code;
    this.exitCode = exitCode;
    this.temporary = temporary;
    this.sentence = sentence;
  }

  /** The cause with this wire code, or {@link #INTERNAL} for one that a newer peer may know. */
  public static CloseCause ofCode(int code) {
    return code > 0 && code < BY_CODE.length ? BY_CODE[code] : INTERNAL;
  }

  /** The number on the wire, 1 to 255. */
  public int code() {
    return code;
  }

  /** The one word for logs and metrics, such as {@code board-busy}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the client's process exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Whether connecting again may help without anybody changing anything. */
  public boolean temporary() {
    return temporary;
  }

  /** A clause for people, without a full stop. */
  public String sentence() {
    return sentence;
  }
}
