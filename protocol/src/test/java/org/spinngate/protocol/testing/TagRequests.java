package org.spinngate.protocol.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Requests about IP tags of the root chip, and replies, as in the domain's IPTAG table. */
public final class TagRequests {
  /** Sets a free tag of the pool. */
  public static final int NEW = 0;

  /** Sets the tag that it names. */
  public static final int SET = 1;

  /** Clears the tag that it names. */
  public static final int CLEAR = 3;

  /** Where the code of the lifetime is. */
  public static final int TIME = 17;

  private static final int PORT = 18;
  private static final int ADDRESS = 22;
  private static final int IPTAG = 26;
  private static final int REVERSE = 0x20;
  private static final int USE_SENDER = 0x40;

  /** The return code of success. */
  public static final int OK = 0x80;

  private TagRequests() {}

  public static ByteBuf request(int sequence, int operation, int tag) {
    ByteBuf request = Unpooled.buffer(26).writeShort(0).writeByte(0x87).writeByte(0xFF);
    request.writeByte(0).writeByte(0xFF).writeInt(0).writeShortLE(IPTAG).writeShortLE(sequence);
    request.writeByte(tag).writeByte(0).writeByte(operation);
    return request.writeByte(operation == SET ? USE_SENDER : 0).writeLong(0);
  }

  public static ByteBuf setting(int tag) {
    return request(1, SET, tag);
  }

  public static ByteBuf clearing(int tag) {
    return request(2, CLEAR, tag);
  }

  /** Sets a tag that makes the board send there; the address has its first byte as the highest. */
  public static ByteBuf aimed(int sequence, int operation, int tag, int address, int port) {
    ByteBuf request = request(sequence, operation, tag);
    return request.setByte(TIME, 0).setShortLE(PORT, port).setInt(ADDRESS, address);
  }

  /** Sets a tag by which the board listens on a UDP port of its own. */
  public static ByteBuf reverse(int sequence, int tag, int port) {
    return aimed(sequence, SET, tag, 0, port).setByte(TIME, REVERSE);
  }

  /** What the board says if it has done so. */
  public static ByteBuf reply(int sequence, int tag) {
    return reply(sequence, OK, tag);
  }

  /** What the board says with any return code. */
  public static ByteBuf reply(int sequence, int code, int tag) {
    ByteBuf reply = Unpooled.buffer(18).writeShort(0).writeByte(0x07).writeByte(0x09);
    reply.writeByte(0xFF).writeByte(0).writeInt(0).writeShortLE(code).writeShortLE(sequence);
    return code == OK ? reply.writeIntLE(tag) : reply;
  }
}
