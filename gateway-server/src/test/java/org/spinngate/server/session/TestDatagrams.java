package org.spinngate.server.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Datagrams as applications send them. */
public final class TestDatagrams {
  private TestDatagrams() {}

  /** So many bytes that mean nothing. */
  public static ByteBuf datagram(int bytes) {
    return Unpooled.buffer(Math.max(1, bytes)).writeZero(bytes);
  }

  /** A boot packet of this opcode: 1 start, 3 block, 5 end. */
  static ByteBuf bootPacket(int opcode) {
    return Unpooled.buffer()
        .writeShort(1)
        .writeInt(opcode)
        .writeInt(opcode == 3 ? 0xFF00 : 1)
        .writeLong(0);
  }
}
