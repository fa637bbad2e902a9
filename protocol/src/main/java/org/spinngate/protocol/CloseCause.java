package org.spinngate.protocol;

import java.util.Locale;

/**
 * Why a connection or session ended. Exactly one of these is given to every end; its {@link
 * #label()} is the word in the log, in the metric and in the message to the client, and {@link
 * #exitCode()} is what the client's process exits with.
 *
 * <p>Wire codes are explicit, appended and never renumbered (docs/protocol.md, "Causes").
 */
public enum CloseCause {
  /** The user let the board go. */
  RELEASED(1, ExitCode.FINE, false, "the board was released"),
  /** Unknown user or wrong, expired token; one answer for all. */
  LOGIN_REFUSED(2, ExitCode.LOGIN_REFUSED, false, "the server does not accept this user and token"),
  /** Unknown board or not permitted; one answer for both. */
  BOARD_REFUSED(3, ExitCode.BOARD_REFUSED, false, "the board is unknown or not permitted"),
  /** Somebody else holds the board, and the client did not want to wait (any longer). */
  BOARD_BUSY(4, ExitCode.BOARD_BUSY, false, "the board is in use"),
  /** No protocol version in common. */
  VERSION_MISMATCH(5, ExitCode.VERSION_MISMATCH, false, "client and server versions do not match"),
  /** The operator ended this session. */
  KICKED(6, ExitCode.ENDED_BY_OPERATOR, false, "the operator ended the session"),
  /** The operator withdrew the board, the user or the token, or its last day is over. */
  REVOKED(7, ExitCode.ENDED_BY_OPERATOR, false, "the permission to use the board was withdrawn"),
  /** The server stops or restarts; trying again later makes sense. */
  STOPPING(8, ExitCode.UNREACHABLE, true, "the server is stopping"),
  /** No datagram in either direction for the idle time-out. */
  IDLE(9, ExitCode.TIME_REACHED, false, "the session was idle for too long"),
  /** The session reached its maximum duration. */
  EXPIRED(10, ExitCode.TIME_REACHED, false, "the session reached its maximum duration"),
  /** The peer said nothing for the heartbeat deadline, or its connection broke. */
  LOST(11, ExitCode.UNREACHABLE, true, "the connection was lost"),
  /** The peer broke the protocol. */
  VIOLATION(12, ExitCode.INTERNAL, false, "the protocol was violated"),
  /** This user has as many sessions as the operator allows. */
  USER_LIMIT(13, ExitCode.BOARD_BUSY, false, "this user has too many sessions already"),
  /** The server is at one of its limits; trying again later makes sense. */
  OVERLOADED(14, ExitCode.UNREACHABLE, true, "the server is at its limit"),
  /** No complete login within the deadline, or no wish for a board soon after it. */
  LOGIN_TIMEOUT(15, ExitCode.UNREACHABLE, true, "the login took too long"),
  /**
   * The board has no address at present, or could not be made ready: its power could not be
   * switched, or a command of the operator's failed.
   */
  BOARD_FAILED(16, ExitCode.BOARD_BUSY, true, "the board cannot be made ready"),
  /** A fault of ours. */
  INTERNAL(17, ExitCode.INTERNAL, true, "internal error"),

  /** A newer connection has taken the session over; told to the older one. */
  SUPERSEDED(
      18, ExitCode.BOARD_BUSY, false, "another copy of this client has taken the session over"),

  /** The operator has taken the board out of service for a while. */
  BOARD_DISABLED(19, ExitCode.BOARD_BUSY, false, "the board is out of service"),

  /** Another gateway of the facility has the board; the client goes there. */
  ELSEWHERE(20, ExitCode.UNREACHABLE, true, "another gateway has the board"),

  /** The gateways of the facility cannot agree, so that none may give the board away. */
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
