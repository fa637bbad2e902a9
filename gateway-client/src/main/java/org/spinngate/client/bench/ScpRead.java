package org.spinngate.client.bench;

import java.nio.ByteBuffer;

/**
 * A read of memory by the monitor of the root chip, and the board's answer; both in place.
 *
 * <pre>
 *  0     2       3      4      5      6      8      10     12         14        18       22
 *  +-----+-------+------+------+------+------+------+------+----------+---------+--------+------+
 *  | pad | flags | tag  | dest | from | dest | from | READ | sequence | address | length | unit |
 *  | 0 0 | 0x87  | 0xFF | 0    | 0xFF | 0 0  | 0 0  | 2    | number   |         |        |      |
 *  +-----+-------+------+------+------+------+------+------+----------+---------+--------+------+
 *
 *  0     2                                          10     12         14
 *  +-----+------------------------------------------+------+----------+--------------------
 *  | 0 0 | as above, to and from exchanged          | 0x80 | sequence | as many bytes as
 *  |     |                                          |      | number   | were asked for
 *  +-----+------------------------------------------+------+----------+--------------------
 * </pre>
 *
 * <p>Numbers are little-endian, and so must be the order of every buffer here (domain: SDP/SCP over
 * UDP; spinnaker_tools include/sark.h and scamp/scamp-cmd.c).
 */
final class ScpRead {
  static final int REQUEST_BYTES = 26;

  /** Bytes of an answer before the data. */
  static final int ANSWER_HEADER = 14;

  private static final long WANTS_ANSWER_FROM_MONITOR = 0x0000_FF00_FF87_0000L;
  private static final short ROOT_CHIP = 0;
  private static final short READ = 2;
  private static final short OK = 0x80;
  private static final int CODE = 10;
  private static final int SEQUENCE = 12;
  private static final int IN_BYTES = 0;
  private static final int IN_WORDS = 2;
  private static final int WORD = 4;

  private ScpRead() {}

  /** Fills a buffer with a request, ready to be sent. */
  static void write(ByteBuffer request, int sequence, int address, int bytes) {
    request.clear();
    request.putLong(WANTS_ANSWER_FROM_MONITOR);
    request.putShort(ROOT_CHIP).putShort(READ).putShort((short) sequence);
    request.putInt(address).putInt(bytes).putInt(bytes % WORD == 0 ? IN_WORDS : IN_BYTES);
    request.flip();
  }

  /** Whether it is long enough to have a sequence number. */
  static boolean hasSequence(ByteBuffer answer) {
    return answer.remaining() >= ANSWER_HEADER;
  }

  /** The sequence number, 16 bits. */
  static int sequence(ByteBuffer answer) {
    return Short.toUnsignedInt(answer.getShort(SEQUENCE));
  }

  /** Whether it is an answer with so many bytes of data; if so, they are what is left of it. */
  static boolean isData(ByteBuffer answer, int bytes) {
    if (answer.remaining() != ANSWER_HEADER + bytes
        || answer.getShort(0) != 0
        || answer.getShort(CODE) != OK) {
      return false;
    }
    answer.position(ANSWER_HEADER);
    return true;
  }
}
