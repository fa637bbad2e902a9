package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * How many SCP datagrams the sender of this message has sent in the session, by all its
 * connections. It comes after the {@link Opened} of a connection that resumes a session, before SCP
 * datagrams: what has not come by then was under way when an earlier connection ended, and never
 * will.
 *
 * <pre>
 *  +---------+
 *  | count   |
 *  | 4 bytes |
 *  +---------+
 * </pre>
 *
 * @param count since the session began, modulo 2^32
 */
public record DatagramsSent(int count) implements ControlMessage {
  @Override
  public MessageType type() {
    return MessageType.DATAGRAMS_SENT;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeInt(count);
  }

  static DatagramsSent read(ByteBuf in) {
    return new DatagramsSent(Wire.readInt(in));
  }
}
