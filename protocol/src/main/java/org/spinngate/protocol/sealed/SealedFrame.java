package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.Frame;

/**
 * The frames of a sealed packet that no stream has, beside time marks and SCP datagrams ({@link
 * org.spinngate.protocol.DataFrame}). Frames of other kinds are skipped.
 *
 * <pre>
 *  0        2      3         7          11        15
 *  +--------+------+---------+----------+---------+---------+
 *  | 17     | 0x83 | number  | answered | arrived | copies  |     question, by the client
 *  +--------+------+---------+----------+---------+---------+
 *
 *  0        2      3         7          11        15      16
 *  +--------+------+---------+----------+---------+-------+
 *  | 14     | 0x84 | number  | arrived  | copies  | place |        answer, by the server
 *  +--------+------+---------+----------+---------+-------+
 *
 *  0        2      3         7
 *  +--------+------+---------+
 *  | 5      | 0x85 | before  |       count, by both
 *  +--------+------+---------+
 *
 *  0        2      3           11
 *  +--------+------+-----------+
 *  | 9      | 0x86 | challenge |     challenge, by the server, to an address that has yet to prove itself
 *  +--------+------+-----------+
 *
 *  0        2      3           11
 *  +--------+------+-----------+
 *  | 9      | 0x87 | challenge |     response, by the client, from the address that was challenged
 *  +--------+------+-----------+
 * </pre>
 *
 * <p>{@code number} counts the questions of one connection from 1; an answer repeats it. {@code
 * answered} is the number of the latest answer that has come, 0 for none. {@code arrived} is how
 * many packets had arrived when that answer (in an answer: the question) came, and {@code copies}
 * how many were copies of one that had; both modulo 2^32, since the connection began. {@code place}
 * is 0, or 1 if the packet took a detour within the server, which another UDP port of the client
 * might spare it. {@code before} is how many SCP datagrams had left in earlier packets since the
 * connection began, modulo 2^32, copies not counted. {@code challenge} is eight random bytes; the
 * response repeats those that came last.
 */
final class SealedFrame {
  static final int QUESTION_KIND = 0x83;
  static final int ANSWER_KIND = 0x84;
  static final int COUNT_KIND = 0x85;
  static final int CHALLENGE_KIND = 0x86;
  static final int RESPONSE_KIND = 0x87;
  static final int QUESTION_BYTES = Frame.HEADER_BYTES + 4 * Integer.BYTES;
  static final int ANSWER_BYTES = Frame.HEADER_BYTES + 3 * Integer.BYTES + 1;
  static final int COUNT_BYTES = Frame.HEADER_BYTES + Integer.BYTES;

  /** Of a challenge, and of a response. */
  static final int CHALLENGE_BYTES = Frame.HEADER_BYTES + Long.BYTES;

  private SealedFrame() {}

  static void writeCount(ByteBuf out, int before) {
    out.writeShort(COUNT_BYTES - Frame.LENGTH_BYTES).writeByte(COUNT_KIND).writeInt(before);
  }

  static void writeChallenge(ByteBuf out, long challenge) {
    out.writeShort(CHALLENGE_BYTES - Frame.LENGTH_BYTES).writeByte(CHALLENGE_KIND);
    out.writeLong(challenge);
  }

  static void writeResponse(ByteBuf out, long challenge) {
    out.writeShort(CHALLENGE_BYTES - Frame.LENGTH_BYTES).writeByte(RESPONSE_KIND);
    out.writeLong(challenge);
  }

  static void writeQuestion(ByteBuf out, int number, int answered, int arrived, int copies) {
    out.writeShort(QUESTION_BYTES - Frame.LENGTH_BYTES).writeByte(QUESTION_KIND);
    out.writeInt(number).writeInt(answered).writeInt(arrived).writeInt(copies);
  }

  static void writeAnswer(ByteBuf out, int number, int arrived, int copies, boolean detour) {
    out.writeShort(ANSWER_BYTES - Frame.LENGTH_BYTES).writeByte(ANSWER_KIND);
    out.writeInt(number).writeInt(arrived).writeInt(copies).writeByte(detour ? 1 : 0);
  }
}
