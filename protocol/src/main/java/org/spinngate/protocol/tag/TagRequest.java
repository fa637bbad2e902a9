package org.spinngate.protocol.tag;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;

/**
 * Reads, in place, SCP requests that set or clear an IP tag of the board, and writes those that
 * clear one.
 *
 * <pre>
 *  0     2       3     4       5      6        10        12    14    15     16   17           18
 *  +-----+-------+-----+-------+------+--------+---------+-----+-----+------+----+------------+---
 *  | pad | flags | tag | dest  | from | chips  | command | seq | tag | port | op | flags/time | port, address
 *  |     |       | FF  | 0     | FF   | y x .. | 26      |     |     |      |    |            | 8 bytes
 *  +-----+-------+-----+-------+------+--------+---------+-----+-----+------+----+------------+---
 * </pre>
 *
 * <p>The reply to a {@link #NEW} has the number of the tag, a word, at 14. Source: domain, IPTAG;
 * spinnaker_tools scamp/scamp-cmd.c, cmd_iptag.
 */
public final class TagRequest {
  /** Sets a free tag of the pool. */
  static final int NEW = 0;

  /** Sets the tag that it names. */
  static final int SET = 1;

  /** Clears the tag that it names. */
  static final int CLEAR = 3;

  private static final int LENGTH = 26;
  private static final int TO = 4;
  private static final int CHIP = 6;
  private static final int COMMAND = 10;
  private static final int TAG = 14;
  private static final int OPERATION = 16;
  private static final int TIME = 17;
  private static final int IPTAG = 26;
  private static final int TIME_MASK = 0x0F;
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int MONITOR = 0;
  private static final int NO_REPLY = 0x07;
  private static final int REPLY = 0x87;
  private static final int ADDRESS = 22;
  private static final int USE_SENDER = 0x40;
  private static final int REVERSE = 0x20;
  private static final int NONE = 0xFF;

  private TagRequest() {}

  /** Whether the board's monitor takes it for a request about tags. */
  static boolean isOne(ByteBuf datagram) {
    int start = datagram.readerIndex();
    return datagram.readableBytes() >= LENGTH
        && datagram.getUnsignedShortLE(start + COMMAND) == IPTAG
        && datagram.getByte(start + TO) == MONITOR;
  }

  /** What it does to the tag. */
  static int operation(ByteBuf request) {
    return request.getUnsignedByte(request.readerIndex() + OPERATION);
  }

  /** The chip that it goes to, {@code x << 8 | y}. */
  static int chip(ByteBuf request) {
    return request.getUnsignedShortLE(request.readerIndex() + CHIP);
  }

  /** The number of the tag that it names. */
  static int tag(ByteBuf request) {
    return request.getUnsignedByte(request.readerIndex() + TAG);
  }

  /** The number of the tag that the reply to a {@link #NEW} names; a large one is none. */
  static int tagOfReply(ByteBuf reply) {
    return reply.getUnsignedByte(reply.readerIndex() + TAG);
  }

  /** After how long the board clears the tag by itself; 0 if it does not. */
  static long lifetimeNanos(ByteBuf request) {
    int code = request.getByte(request.readerIndex() + TIME) & TIME_MASK;
    return code == 0 ? 0 : TICK << (code - 1);
  }

  /** Whether the board is to send to where the request came from. */
  static boolean usesSender(ByteBuf request) {
    boolean anyAddress = request.getInt(request.readerIndex() + ADDRESS) == 0;
    int kind = flags(request) & (USE_SENDER | REVERSE);
    return kind == USE_SENDER && anyAddress;
  }

  /** How the board is to send. */
  static int flags(ByteBuf request) {
    return request.getByte(request.readerIndex() + TIME) & ~TIME_MASK & 0xFF;
  }

  /** A request to set a tag once more, for the sender of this request and until it is cleared. */
  public static ByteBuf set(ByteBufAllocator allocator, SenderTag setting, int sequence) {
    return allocator
        .buffer(LENGTH)
        .writeShort(0)
        .writeByte(REPLY)
        .writeByte(NONE)
        .writeByte(MONITOR)
        .writeByte(NONE)
        .writeShortLE(setting.tag().chip())
        .writeShort(0)
        .writeShortLE(IPTAG)
        .writeShortLE(sequence)
        .writeByte(setting.tag().number())
        .writeByte(0)
        .writeByte(SET)
        .writeByte(setting.flags())
        .writeLong(0);
  }

  /** A request to clear a tag that wants no reply. */
  public static ByteBuf clear(ByteBufAllocator allocator, Tag tag) {
    return allocator
        .buffer(LENGTH)
        .writeShort(0)
        .writeByte(NO_REPLY)
        .writeByte(NONE)
        .writeByte(MONITOR)
        .writeByte(NONE)
        .writeShortLE(tag.chip())
        .writeShort(0)
        .writeShortLE(IPTAG)
        .writeShort(0)
        .writeByte(tag.number())
        .writeByte(0)
        .writeByte(CLEAR)
        .writeByte(0)
        .writeLong(0);
  }
}
