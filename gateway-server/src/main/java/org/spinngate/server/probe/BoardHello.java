package org.spinngate.server.probe;

import io.netty.buffer.ByteBuf;

/**
 * What the boot ROM says about every four seconds as long as it waits for an image.
 *
 * <pre>
 *  0         2          6           10        14
 *  +---------+----------+-----------+---------+----------+
 *  | version | HELLO    | of the    | 0       | "CPTS"   |
 *  | 1       | 00000041 | ROM       |         | 43505453 |
 *  +---------+----------+-----------+---------+----------+
 * </pre>
 *
 * <p>Numbers are big-endian (domain: boot packets; spinnaker_bootROM).
 */
final class BoardHello {
  /** Boards say it from this UDP port, and to it. */
  static final int PORT = 54321;

  private static final int LENGTH = 18;
  private static final int VERSION = 1;
  private static final int OPERATION = 2;
  private static final int SIGNATURE = 14;

  private BoardHello() {}

  /** Whether a datagram is one; the sender does not matter. */
  static boolean is(ByteBuf datagram) {
    int start = datagram.readerIndex();
    return datagram.readableBytes() >= LENGTH
        && datagram.getUnsignedShort(start) == VERSION
        && datagram.getInt(start + OPERATION) == 0x41
        && datagram.getInt(start + SIGNATURE) == 0x43505453;
  }
}
