package org.spinngate.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The reply in the making: written in place, used again for the next one. It has the layout of
 * {@link ScpRequest} with the return code in the place of the command; the body follows the
 * sequence number at 14, and an error has none.
 */
final class ScpReply {
  static final int BODY = 14;

  private static final int CHECKSUM_AND_REPLY_WANTED = 0xC0;

  private final byte[] bytes = new byte[ScpRequest.MAX_LENGTH];
  private final ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private int length = BODY;
  private long delayNanos;

  /** Turns a request's header round and forgets the last body. */
  void begin(ScpRequest request) {
    byte[] asked = request.bytes();
    bytes[2] = (byte) (asked[2] & ~CHECKSUM_AND_REPLY_WANTED);
    bytes[3] = asked[3];
    bytes[4] = asked[5];
    bytes[5] = asked[4];
    // The board writes its own address over the source before it routes; and it is 0,0.
    fields.putShort(6, (short) 0);
    fields.putShort(8, (short) request.chip());
    fields.putShort(12, (short) request.sequence());
    empty();
  }

  /** As an application core answers: without clearing "reply expected" (sark_base.c). */
  void keepFlags(ScpRequest request) {
    bytes[2] = request.bytes()[2];
  }

  void code(ReturnCode code) {
    fields.putShort(10, (short) code.wire());
  }

  void empty() {
    length = BODY;
    delayNanos = 0;
  }

  /** How much later than at once this reply is due. */
  void delay(long nanos) {
    delayNanos = nanos;
  }

  long delayNanos() {
    return delayNanos;
  }

  ScpReply word(int value) {
    fields.putInt(length, value);
    length += Integer.BYTES;
    return this;
  }

  ScpReply halfWord(int value) {
    fields.putShort(length, (short) value);
    length += Short.BYTES;
    return this;
  }

  ScpReply octet(int value) {
    bytes[length++] = (byte) value;
    return this;
  }

  ScpReply octets(byte[] source) {
    System.arraycopy(source, 0, bytes, length, source.length);
    length += source.length;
    return this;
  }

  /** Makes room for so many zeros and tells where in {@link #bytes} they start. */
  int reserve(int count) {
    int start = length;
    Arrays.fill(bytes, start, start + count, (byte) 0);
    length += count;
    return start;
  }

  int tag() {
    return bytes[3] & 0xFF;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
