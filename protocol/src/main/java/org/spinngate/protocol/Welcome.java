package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The answer to a {@link Hello} that was accepted.
 *
 * <pre>
 *  +---------+-------------+------------------+------------------+
 *  | version | server      | heartbeat        | deadline         |
 *  | 1 byte  | string, 128 | 4 bytes, ms      | 4 bytes, ms      |
 *  +---------+-------------+------------------+------------------+
 * </pre>
 *
 * @param version the version that both speak from here on
 * @param server name and version of the server program
 * @param heartbeatMillis how often each side says {@link Ping} when it has nothing else to say
 * @param deadlineMillis how long a silence means that the other side is lost
 * @param extras the tail
 */
public record Welcome(
    int version, String server, int heartbeatMillis, int deadlineMillis, Extras extras)
    implements GrowingMessage {
  private static final int MAX_SERVER = 128;
  private static final int MIN_MILLIS = 10;
  private static final int MAX_MILLIS = 3_600_000;

  /** A welcome without a tail. */
  public Welcome(int version, String server, int heartbeatMillis, int deadlineMillis) {
    this(version, server, heartbeatMillis, deadlineMillis, Extras.NONE);
  }

  @Override
  public MessageType type() {
    return MessageType.WELCOME;
  }

  @Override
  public Welcome with(Extras other) {
    return new Welcome(version, server, heartbeatMillis, deadlineMillis, other);
  }

  @Override
  public void writeFields(ByteBuf out) {
    out.writeByte(version);
    Wire.writeString(out, Wire.shortened(server, MAX_SERVER), MAX_SERVER);
    out.writeInt(heartbeatMillis);
    out.writeInt(deadlineMillis);
  }

  static Welcome read(ByteBuf in) {
    return new Welcome(
        Wire.readByte(in),
        Wire.readString(in, MAX_SERVER),
        readMillis(in),
        readMillis(in),
        Extras.read(in));
  }

  private static int readMillis(ByteBuf in) {
    int millis = Wire.readInt(in);
    if (millis < MIN_MILLIS || millis > MAX_MILLIS) {
      throw new ProtocolViolation("heartbeat times outside 10 ms to 1 h");
    }
    return millis;
  }
}
