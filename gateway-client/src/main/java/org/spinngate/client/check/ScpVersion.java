package org.spinngate.client.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The question for a board's version, which any tool asks first, and the answer (domain: CMD_VER
 * reply; spinnaker_tools scamp/scamp-cmd.c).
 *
 * <pre>
 *  0  2    3    4    5    6     8     10   12   14    18    22
 *  +--+----+----+----+----+-----+-----+----+----+-----+-----+-----+
 *  |0 |0x87|0xFF|dest|0xFF|chip |  0  | 0  |seq |  0  |  0  |  0  |   question, 26 bytes
 *  +--+----+----+----+----+-----+-----+----+----+-----+-----+-----+
 *   ...                               |0x80|seq |cores|     |time | "SC&amp;MP/SpiNNaker" 0 "4.0.0" 0
 * </pre>
 *
 * <p>Numbers are little-endian.
 */
final class ScpVersion {
  static final int LONGEST_ANSWER = 512;

  private static final int QUESTION_BYTES = 26;
  private static final long WANTS_ANSWER_FROM_ROOT = 0xFFFF_FF00_FF87_0000L;
  private static final int CODE = 10;
  private static final int SEQUENCE = 12;
  private static final int CHIP = 16;
  private static final int TEXT = 26;
  private static final int OK = 0x80;
  private static final int NO_CHIP_YET = 0xFFFF;

  private final ByteBuffer answer;

  private ScpVersion(ByteBuffer answer) {
    this.answer = answer;
  }

  static byte[] question(int sequence) {
    ByteBuffer question = ByteBuffer.allocate(QUESTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    question.putLong(WANTS_ANSWER_FROM_ROOT).putInt(0).putShort((short) sequence);
    return question.array();
  }

  /** Reads a datagram; nothing if it is no answer to such a question. */
  static Optional<ScpVersion> of(byte[] datagram, int length) {
    ByteBuffer answer = ByteBuffer.wrap(datagram, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    return length >= TEXT && answer.getShort(CODE) == OK
        ? Optional.of(new ScpVersion(answer))
        : Optional.empty();
  }

  /** The sequence number of the question, 16 bits. */
  int sequence() {
    return Short.toUnsignedInt(answer.getShort(SEQUENCE));
  }

  /** Whether SC&amp;MP runs, but does not know its place yet. */
  boolean isStarting() {
    return Short.toUnsignedInt(answer.getShort(CHIP)) == NO_CHIP_YET;
  }

  /** Name and version, such as {@code SC&MP 4.0.0}, if they stand there as they should. */
  Optional<String> software() {
    ByteBuffer letters = answer.slice(TEXT, answer.limit() - TEXT);
    String text = StandardCharsets.US_ASCII.decode(letters).toString();
    String[] parts = text.split("\0", -1);
    return parts.length < 2 || parts[1].isEmpty()
        ? Optional.empty()
        : Optional.of(parts[0].split("/", -1)[0] + " " + parts[1]);
  }
}
