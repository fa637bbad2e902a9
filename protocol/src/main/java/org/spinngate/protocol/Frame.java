package org.spinngate.protocol;

/**
 * The outer form of everything that travels on a stream carrier. All numbers are big-endian.
 *
 * <pre>
 *  0        2      3
 *  +--------+------+----------------------+
 *  | length | kind | body, length-1 bytes |
 *  +--------+------+----------------------+
 * </pre>
 *
 * <p>{@code length} counts what follows it: the kind and the body, so it is never 0. Kinds below
 * {@link #DATAGRAMS} are control messages ({@link MessageType}); those from there on are datagrams
 * ({@link DataFrame}).
 */
public final class Frame {
  /** Bytes of the length field. */
  public static final int LENGTH_BYTES = 2;

  /** Bytes of length and kind. */
  public static final int HEADER_BYTES = 3;

  /** The first kind that is a datagram; see {@link DataFrame}. */
  public static final int DATAGRAMS = 0x80;

  /** The longest {@code length} that a stranger may announce before the login is accepted. */
  public static final int MAX_LENGTH_BEFORE_LOGIN = 4 * 1024;

  /** The longest {@code length} ever. */
  public static final int MAX_LENGTH = 16 * 1024;

  private Frame() {}
}
