package org.spinngate.simulated.frame;

import io.netty.buffer.ByteBuf;

/**
 * A command for the power of boards, as it came. Little-endian; the header is that of every SCP
 * request (public source: spinnaker_tools bmp/bmp_cmd.c, rig bmp_controller.py).
 *
 * <pre>
 *  10    12         14              18              22
 *  +----+----------+---------------+---------------+---------
 *  | 57 | sequence | delay ms &lt;&lt;16 | mask of slots | not used
 *  |    |          | | on          |               |
 *  +----+----------+---------------+---------------+---------
 * </pre>
 *
 * @param sequence the sender's number
 * @param on whether the boards get power, or lose it
 * @param delayMillis between one board and the next
 * @param slots the boards, bit 0 for slot 0
 */
public record PowerCommand(int sequence, boolean on, int delayMillis, long slots) {
  static final int CODE = 57;

  private static final int SEQUENCE = 12;
  private static final int HOW = 14;
  private static final int SLOTS = 18;

  static PowerCommand of(ByteBuf datagram) {
    int start = datagram.readerIndex();
    int how = datagram.getIntLE(start + HOW);
    return new PowerCommand(
        datagram.getUnsignedShortLE(start + SEQUENCE),
        (how & 1) != 0,
        how >>> 16,
        datagram.getUnsignedIntLE(start + SLOTS));
  }

  /** Whether it is for the board in this slot. */
  public boolean isFor(int slot) {
    return (slots >> slot & 1) != 0;
  }
}
