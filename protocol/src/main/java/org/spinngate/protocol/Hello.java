package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The first message of a client: who it is and which versions it speaks.
 *
 * <pre>
 *  +---------+---------+-------------+-------------+---------------+
 *  | oldest  | newest  | user        | token       | client        |
 *  | 1 byte  | 1 byte  | string, 64  | string, 256 | string, 128   |
 *  +---------+---------+-------------+-------------+---------------+
 * </pre>
 *
 * <p>The two version bytes come first in every version there will ever be. A receiver that shares
 * no version with the offered range reads no further, so that it can still answer {@link
 * CloseCause#VERSION_MISMATCH}; user, token and client are then empty, and there is no tail.
 *
 * @param oldest the oldest version that the client speaks
 * @param newest the newest version that the client speaks
 * @param user the name that the operator gave this user
 * @param token the user's bearer token; never logged
 * @param client name and version of the client program, for the server's log
 * @param extras the tail; with one, even an empty one, the client says that it reads tails
 */
public record Hello(int oldest, int newest, String user, String token, String client, Extras extras)
    implements GrowingMessage {
  /** Most bytes of a user's name. */
  public static final int MAX_USER = 64;

  /** Most bytes of a token. */
  public static final int MAX_TOKEN = 256;

  private static final int MAX_CLIENT = 128;

  /** A greeting without a tail. */
  public Hello(int oldest, int newest, String user, String token, String client) {
    this(oldest, newest, user, token, client, Extras.NONE);
  }

  /** A greeting that offers every version that this code speaks. */
  public static Hello of(String user, String token, String client) {
    return new Hello(
        ProtocolVersion.OLDEST,
        ProtocolVersion.NEWEST,
        user,
        token,
        Wire.shortened(client, MAX_CLIENT));
  }

  @Override
  public MessageType type() {
    return MessageType.HELLO;
  }

  @Override
  public Hello with(Extras other) {
    return new Hello(oldest, newest, user, token, client, other);
  }

  @Override
  public void writeFields(ByteBuf out) {
    out.writeByte(oldest);
    out.writeByte(newest);
    Wire.writeString(out, user, MAX_USER);
    Wire.writeString(out, token, MAX_TOKEN);
    Wire.writeString(out, client, MAX_CLIENT);
  }

  static Hello read(ByteBuf in) {
    int oldest = Wire.readByte(in);
    int newest = Wire.readByte(in);
    if (ProtocolVersion.choose(oldest, newest).isEmpty()) {
      in.skipBytes(in.readableBytes());
      return new Hello(oldest, newest, "", "", "");
    }
    return new Hello(
        oldest,
        newest,
        Wire.readString(in, MAX_USER),
        Wire.readString(in, MAX_TOKEN),
        Wire.readString(in, MAX_CLIENT),
        Extras.read(in));
  }

  @Override
  public String toString() {
    return "Hello[%d to %d, user %s, client %s, extras %s]"
        .formatted(oldest, newest, user, client, extras);
  }
}
