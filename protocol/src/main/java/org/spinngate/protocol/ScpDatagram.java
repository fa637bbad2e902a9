package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;

/**
 * Tells SCP requests and their replies from everything else that passes, in place.
 *
 * <pre>
 *  0     2       3     4      5      6         10            12         14
 *  +-----+-------+-----+------+------+---------+-------------+----------+----
 *  | pad | flags | tag | dest | from | chips   | command or  | sequence | ...
 *  | 0 0 |       |     | port | port |         | return code | number   |
 *  +-----+-------+-----+------+------+---------+-------------+----------+----
 * </pre>
 *
 * <p>Numbers are little-endian. What does not look exactly so is neither request nor reply, and
 * passes as it is: live output, injected events, requests that want no answer. The flags of a reply
 * are not looked at, since application cores leave bit 7 set (domain: what the board does with a
 * datagram; spinnaker_tools scamp/scamp-3.c and sark/sark_base.c).
 */
public final class ScpDatagram {
  /** The return code of success. */
  public static final int OK = 0x80;

  /**
   * The least time in nanoseconds for which any tool waits for a reply before it repeats a request;
   * ybug's 100 ms are the shortest known. What comes again sooner is a copy.
   */
  public static final long SHORTEST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(90);

  private static final int SHORTEST = 14;
  private static final int FLAGS = 2;
  private static final int TAG = 3;
  private static final int TO = 4;
  private static final int CODE = 10;
  private static final int SEQUENCE = 12;
  private static final int REPLY_EXPECTED = 0x80;
  private static final int NO_TAG = 0xFF;
  private static final int ETHERNET = 0xFF;
  private static final int FIRST_TRANSIENT_TAG = 8;
  private static final int LAST_TRANSIENT_TAG = 15;
  private static final int LAST_CODE = 0x8F;

  private ScpDatagram() {}

  /** Whether it is a request for which the board takes one of its eight transient tags. */
  public static boolean isRequest(ByteBuf datagram) {
    int start = datagram.readerIndex();
    return datagram.readableBytes() >= SHORTEST
        && datagram.getShort(start) == 0
        && (datagram.getByte(start + FLAGS) & REPLY_EXPECTED) != 0
        && datagram.getUnsignedByte(start + TAG) == NO_TAG;
  }

  /** Whether it is the reply to such a request. */
  public static boolean isReply(ByteBuf datagram) {
    int start = datagram.readerIndex();
    if (datagram.readableBytes() < SHORTEST || datagram.getShort(start) != 0) {
      return false;
    }
    int code = code(datagram);
    int tag = datagram.getUnsignedByte(start + TAG);
    return tag >= FIRST_TRANSIENT_TAG
        && tag <= LAST_TRANSIENT_TAG
        && datagram.getUnsignedByte(start + TO) == ETHERNET
        && code >= OK
        && code <= LAST_CODE;
  }

  /** Whether it is long enough to have a sequence number; nothing else of it is looked at. */
  public static boolean hasSequence(ByteBuf datagram) {
    return datagram.readableBytes() >= SHORTEST;
  }

  /** The return code of a reply, or the command of a request. */
  public static int code(ByteBuf datagram) {
    return datagram.getUnsignedShortLE(datagram.readerIndex() + CODE);
  }

  /** The number that the sender of a request has chosen and the board repeats, 16 bits. */
  public static int sequence(ByteBuf datagram) {
    return datagram.getUnsignedShortLE(datagram.readerIndex() + SEQUENCE);
  }
}
