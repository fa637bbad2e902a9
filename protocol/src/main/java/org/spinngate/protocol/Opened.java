package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The board is the client's; datagrams may flow. Answers {@link Open} and {@link Resume}.
 *
 * <pre>
 *  +---------+-------------+---------+---------+--------------+----------+---------+---------------+
 *  | session | board       | shared  | flows   | single reply | token    | resumed | boot received |
 *  | 4 bytes | string, 64  | flag    | 2 bytes | flag         | 16 bytes | flag    | 4 bytes       |
 *  +---------+-------------+---------+---------+--------------+----------+---------+---------------+
 * </pre>
 *
 * @param session the session's number; {@link #name()} is how people read it
 * @param board the board's name
 * @param terms how the board may be used
 * @param resumption how the session goes on after a lost connection
 * @param extras the tail
 */
public record Opened(int session, String board, Terms terms, Resumption resumption, Extras extras)
    implements GrowingMessage {

  /** Stands for the session where there is none: with a server that knows no sessions. */
  public static final int NO_SESSION = 0;

  /**
   * How the board may be used.
   *
   * @param shared whether others may use the board at the same time
   * @param flows how many local applications' sockets may be in use at once, both services together
   * @param singleReply whether the client should let only one reply to each SCP request through
   */
  public record Terms(boolean shared, int flows, boolean singleReply) {}

  /**
   * How the session goes on after a lost connection.
   *
   * @param token proves in {@link Resume} whose session it is
   * @param resumed whether this is the session that was asked for, with all its flows; if not, the
   *     server has no flow and no boot datagram of an earlier one
   * @param bootReceived how many boot datagrams this session's connections have brought until now,
   *     modulo 2^32; the client goes on with the next one
   */
  public record Resumption(ResumeToken token, boolean resumed, int bootReceived) {}

  /** One without a tail. */
  public Opened(int session, String board, Terms terms, Resumption resumption) {
    this(session, board, terms, resumption, Extras.NONE);
  }

  @Override
  public MessageType type() {
    return MessageType.OPENED;
  }

  /** The session as people read it: eight hexadecimal digits. */
  public String name() {
    return String.format("%08x", session);
  }

  /** How many local applications' sockets may be in use at once. */
  public int flows() {
    return terms.flows;
  }

  @Override
  public Opened with(Extras other) {
    return new Opened(session, board, terms, resumption, other);
  }

  @Override
  public void writeFields(ByteBuf out) {
    out.writeInt(session);
    Wire.writeString(out, board, Open.MAX_BOARD);
    Wire.writeFlag(out, terms.shared);
    out.writeShort(terms.flows);
    Wire.writeFlag(out, terms.singleReply);
    resumption.token.write(out);
    Wire.writeFlag(out, resumption.resumed);
    out.writeInt(resumption.bootReceived);
  }

  static Opened read(ByteBuf in) {
    int session = Wire.readInt(in);
    String board = Wire.readString(in, Open.MAX_BOARD);
    Terms terms = new Terms(Wire.readFlag(in), Wire.readShort(in), Wire.readFlag(in));
    if (terms.flows == 0) {
      throw new ProtocolViolation("session without flows");
    }
    Resumption resumption =
        new Resumption(ResumeToken.read(in), Wire.readFlag(in), Wire.readInt(in));
    return new Opened(session, board, terms, resumption, Extras.read(in));
  }
}
