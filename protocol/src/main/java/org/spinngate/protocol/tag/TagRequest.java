package org.spinngate.protocol.tag;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.tag.TagSetting.Aim;

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

  /** Asks for entries of the table. */
  static final int GET = 2;

  /** Clears the tag that it names. */
  static final int CLEAR = 3;

  private static final int LENGTH = 26;
  private static final int FLAGS = 2;
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
  private static final int PORT = 18;
  private static final int ADDRESS = 22;
  private static final int USE_SENDER = 0x40;
  private static final int REVERSE = 0x20;
  private static final int NONE = 0xFF;

  private TagRequest() {}

  /** Whether the board's monitor takes it for a request about tags. */
  public static boolean isOne(ByteBuf datagram) {
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

  /**
   * Whether it sets a tag that makes the board send to a port that stands in the request, at an
   * address that stands there too or else at the sender's.
   */
  public static boolean namesAddress(ByteBuf request) {
    return isOne(request)
        && sets(request)
        && (flags(request) & REVERSE) == 0
        && !usesSender(request)
        && port(request) != 0;
  }

  /** Whether it sets a tag by which the board listens on a UDP port of its own. */
  public static boolean isReverse(ByteBuf request) {
    return isOne(request) && sets(request) && (flags(request) & REVERSE) != 0;
  }

  /** Whether it sets the tag that it names, whichever way. */
  public static boolean isSet(ByteBuf request) {
    return isOne(request) && operation(request) == SET;
  }

  /** Whether it clears the tag that it names. */
  public static boolean isClear(ByteBuf request) {
    return isOne(request) && operation(request) == CLEAR;
  }

  /** The tag that it names; meaningless if the board is to choose one. */
  public static Tag named(ByteBuf request) {
    return new Tag(chip(request), tag(request));
  }

  private static boolean sets(ByteBuf request) {
    int operation = operation(request);
    return operation == SET || operation == NEW;
  }

  /** The UDP port in it: the receiver's, or of a reverse tag the board's; 0 for none. */
  public static int port(ByteBuf request) {
    return request.getUnsignedShortLE(request.readerIndex() + PORT);
  }

  /** The IPv4 address in it, its first byte the highest; 0 stands for the sender's. */
  public static int address(ByteBuf request) {
    return request.getInt(request.readerIndex() + ADDRESS);
  }

  /** What the {@link #address} of a request is called otherwise. */
  public static InetAddress host(int address) {
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(Integer.BYTES).putInt(address).array());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("four bytes are an address", impossible);
    }
  }

  /** Puts an address, its first byte the highest, and a UDP port in the place of those in it. */
  public static void aim(ByteBuf request, int address, int port) {
    request.setShortLE(request.readerIndex() + PORT, port);
    request.setInt(request.readerIndex() + ADDRESS, address);
  }

  /** Changes it so that the board does not answer. */
  public static void wantNoReply(ByteBuf request) {
    request.setByte(request.readerIndex() + FLAGS, NO_REPLY);
  }

  /** How the board is to send. */
  static int flags(ByteBuf request) {
    return request.getByte(request.readerIndex() + TIME) & ~TIME_MASK & 0xFF;
  }

  /**
   * A request to set a tag once more, until it is cleared.
   *
   * @param own where the board is to send if it is not to the sender of this request; IPv4
   */
  public static ByteBuf set(
      ByteBufAllocator allocator, TagSetting setting, int sequence, InetSocketAddress own) {
    ByteBuf request = set(allocator, setting, sequence);
    if (setting.aim() == Aim.ADDRESS) {
      aim(request, ByteBuffer.wrap(own.getAddress().getAddress()).getInt(), own.getPort());
    }
    return request;
  }

  private static ByteBuf set(ByteBufAllocator allocator, TagSetting setting, int sequence) {
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
