package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The request in hand: one copy of a datagram, read in place and used again for the next one. Bytes
 * that the datagram did not bring read as zero. Little-endian:
 *
 * <pre>
 *  0        2       3     4            5            6        8        10      12    14    18    22    26
 * +--------+-------+-----+------------+------------+--------+--------+-------+-----+-----+-----+-----+------+
 * | pad, 0 | flags | tag | destination|   source   | destin.| source | cmd   | seq |arg1 |arg2 |arg3 | data |
 * |        |       |     | port, core | port, core | chip   | chip   |       |     |     |     |     | ≤256 |
 * +--------+-------+-----+------------+------------+--------+--------+-------+-----+-----+-----+-----+------+
 * </pre>
 *
 * <p>Ports are bits 7 to 5 of their byte, cores bits 4 to 0; a chip is {@code x << 8 | y}.
 */
final class ScpRequest {
  static final int MAX_LENGTH = 282;
  static final int HEADER_LENGTH = 10;

  /** With all three arguments; anything shorter is refused by the monitor. */
  static final int MIN_COMMAND_LENGTH = 26;

  static final int NO_TAG = 0xFF;
  static final int ETHERNET_PORT = 0xFF;
  static final int MAX_DATA = 256;

  private static final byte INJECTED_FLAGS = 0x07;
  private static final int REPLY_WANTED = 0x80;
  private static final int NOT_ROUTED = 0x20;
  private static final int ROOT_CHIP = 0xFFFF;

  private final byte[] bytes = new byte[MAX_LENGTH];
  private final ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private InetSocketAddress sender = new InetSocketAddress(0);
  private int length;

  /** Takes a copy of a datagram of {@link #HEADER_LENGTH} to {@link #MAX_LENGTH} bytes. */
  void load(ByteBuf datagram, InetSocketAddress from) {
    length = datagram.readableBytes();
    datagram.getBytes(datagram.readerIndex(), bytes, 0, length);
    Arrays.fill(bytes, length, MAX_LENGTH, (byte) 0);
    sender = from;
  }

  /**
   * Takes a copy of what came in through a reverse tag, as the body of a message to where the tag
   * says. There is no requester: its address reads as 0.0.0.0.
   */
  void loadInjected(ByteBuf datagram, int tag, TagCommand to) {
    int body = datagram.readableBytes();
    length = HEADER_LENGTH + body;
    Arrays.fill(bytes, (byte) 0);
    bytes[2] = INJECTED_FLAGS;
    bytes[3] = (byte) tag;
    bytes[4] = (byte) to.core();
    bytes[5] = (byte) ETHERNET_PORT;
    fields.putShort(6, (short) to.chip());
    datagram.getBytes(datagram.readerIndex(), bytes, HEADER_LENGTH, body);
    sender = TagEntry.NOWHERE;
  }

  InetSocketAddress sender() {
    return sender;
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return bytes;
  }

  boolean replyWanted() {
    return (bytes[2] & REPLY_WANTED) != 0;
  }

  /** True when the message stays on the chip it came to, even if its destination is another one. */
  boolean notRouted() {
    return (bytes[2] & NOT_ROUTED) != 0;
  }

  int tag() {
    return bytes[3] & 0xFF;
  }

  void useTag(int tag) {
    bytes[3] = (byte) tag;
  }

  boolean toEthernet() {
    return (bytes[4] & 0xFF) == ETHERNET_PORT;
  }

  int port() {
    return (bytes[4] & 0xFF) >>> 5;
  }

  int core() {
    return bytes[4] & 0x1F;
  }

  /** The chip asked for; the board's root chip, 0,0, stands for "the root chip". */
  int chip() {
    int chip = fields.getShort(6) & 0xFFFF;
    return chip == ROOT_CHIP ? 0 : chip;
  }

  int command() {
    return fields.getShort(10) & 0xFFFF;
  }

  int sequence() {
    return fields.getShort(12) & 0xFFFF;
  }

  int argument1() {
    return fields.getInt(14);
  }

  int argument2() {
    return fields.getInt(18);
  }

  int argument3() {
    return fields.getInt(22);
  }

  /** Of all bytes but the tag, which the board may have set. */
  int contentHash() {
    int hash = bytes[2];
    for (int index = 4; index < length; index++) {
      hash = 31 * hash + bytes[index];
    }
    return hash;
  }

  /** Where the data starts in {@link #bytes}. */
  int dataOffset() {
    return MIN_COMMAND_LENGTH;
  }
}
