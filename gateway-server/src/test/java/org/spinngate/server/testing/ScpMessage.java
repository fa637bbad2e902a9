package org.spinngate.server.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes SCP requests and reads replies, as host tools do. */
public final class ScpMessage {
  /** Where a reply's body starts. */
  public static final int BODY = 14;

  /** The return code of success. */
  public static final int OK = 0x80;

  private ScpMessage() {}

  /** A request to the monitor of the root chip. */
  public static byte[] request(int command, int sequence, int... arguments) {
    return request(command, sequence, new byte[0], arguments);
  }

  /** A request with data to the monitor of the root chip. */
  public static byte[] request(int command, int sequence, byte[] data, int... arguments) {
    ByteBuffer bytes = ByteBuffer.allocate(26 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {0, 0, (byte) 0x87, (byte) 0xFF, 0, (byte) 0xFF, 0, 0, 0, 0});
    bytes.putShort((short) command).putShort((short) sequence);
    for (int index = 0; index < 3; index++) {
      bytes.putInt(index < arguments.length ? arguments[index] : 0);
    }
    return bytes.put(data).array();
  }

  /** The same message to another chip, core and SDP port. */
  public static byte[] to(int chipX, int chipY, int port, int core, byte[] message) {
    byte[] copy = message.clone();
    copy[4] = (byte) (port << 5 | core);
    copy[6] = (byte) chipY;
    copy[7] = (byte) chipX;
    return copy;
  }

  /** The return code of a reply. */
  public static int code(byte[] reply) {
    return fields(reply).getShort(10) & 0xFFFF;
  }

  /** The sequence number of a message. */
  public static int sequence(byte[] message) {
    return fields(message).getShort(12) & 0xFFFF;
  }

  /** A little-endian word of a message. */
  public static int word(byte[] message, int offset) {
    return fields(message).getInt(offset);
  }

  private static ByteBuffer fields(byte[] message) {
    return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
  }
}
