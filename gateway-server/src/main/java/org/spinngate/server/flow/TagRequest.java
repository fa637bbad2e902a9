package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;

/**
 * Recognises, in place, SCP requests that point an IP tag of the board at the sender.
 *
 * <pre>
 *  0      2       4       10        14     15     16   17           18
 *  +------+--- - -+--- - -+---------+--- - +-----+----+------------+---
 *  | pad  | SDP   | ...   | command | seq  | tag .. op | flags/time | port, address
 *  +------+--- - -+--- - -+---------+--- - +-----+----+------------+---
 * </pre>
 *
 * <p>Source: domain, IPTAG; spinnaker_tools scamp/scamp-cmd.c, cmd_iptag.
 */
final class TagRequest {
  private static final int SHORTEST = 26;
  private static final int COMMAND = 10;
  private static final int OPERATION = 16;
  private static final int IPTAG = 26;
  private static final int LAST_SETTING_OPERATION = 1;

  private TagRequest() {}

  /** Whether this datagram sets a tag, whose output may then come to the sending flow's port. */
  static boolean setsTag(ByteBuf datagram) {
    int start = datagram.readerIndex();
    return datagram.readableBytes() >= SHORTEST
        && datagram.getUnsignedShortLE(start + COMMAND) == IPTAG
        && datagram.getUnsignedByte(start + OPERATION) <= LAST_SETTING_OPERATION;
  }
}
