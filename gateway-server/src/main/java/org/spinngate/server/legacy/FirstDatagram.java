package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.Service;

/**
 * Whether an application would begin with a datagram. The old wire has no login, so that a flow,
 * and with it perhaps a board, is for nobody who sends just anything; after its first datagram a
 * flow carries all that comes.
 *
 * <pre>
 *  SCP and SDP                                   boot, big-endian
 *  0       1   2       3                         0         2         6           18
 *  +-------+---+-------+----                     +---------+---------+-----------+
 *  | time  | 0 | flags | ... 10 bytes or more    | version | opcode  | arguments |
 *  | or 0  |   |       |                         | 1       | 1 start |           |
 *  +-------+---+-------+----                     +---------+---------+-----------+
 * </pre>
 *
 * <p>A boot that does not begin at its start is useless or, worse, half of an image, which the boot
 * ROM keeps (domain: boot ROM state; SDP header; spinnaker_tools include/spinnaker.h).
 */
final class FirstDatagram {
  private static final int SDP_HEADER = 10;
  private static final int PADDING_AT = 1;
  private static final int FLAGS_AT = 2;
  private static final int SDP_FLAGS = 0x07;
  private static final int SDP_FLAGS_MASK = 0x1F;

  private static final int BOOT_HEADER = 18;
  private static final int VERSION = 1;
  private static final int OPCODE_AT = 2;
  private static final int START = 1;

  private FirstDatagram() {}

  /** Whether a flow of this service may begin with it. */
  static boolean opens(Service service, ByteBuf datagram) {
    return service == Service.BOOT ? isStart(datagram) : isSdp(datagram);
  }

  private static boolean isSdp(ByteBuf datagram) {
    int start = datagram.readerIndex();
    return datagram.readableBytes() >= SDP_HEADER
        && datagram.getByte(start + PADDING_AT) == 0
        && (datagram.getByte(start + FLAGS_AT) & SDP_FLAGS_MASK) == SDP_FLAGS;
  }

  private static boolean isStart(ByteBuf datagram) {
    int start = datagram.readerIndex();
    return datagram.readableBytes() >= BOOT_HEADER
        && datagram.getUnsignedShort(start) == VERSION
        && datagram.getInt(start + OPCODE_AT) == START;
  }
}
