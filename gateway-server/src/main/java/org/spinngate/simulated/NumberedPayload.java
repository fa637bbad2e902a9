package org.spinngate.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * The payload of a numbered message, by which a receiver can tell loss, doubles, order and damage:
 *
 * <pre>
 *  0                4                          length
 * +----------------+-------------------------+
 * | number, 32 bit | number + index, 8 bit … |   little-endian
 * +----------------+-------------------------+
 * </pre>
 */
public final class NumberedPayload {
  static final int SHORTEST = 4;

  private NumberedPayload() {}

  /** Writes the payload of a number into the rest of an array. */
  static void write(byte[] into, int offset, long number) {
    ByteBuffer.wrap(into).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, (int) number);
    for (int index = SHORTEST; offset + index < into.length; index++) {
      into[offset + index] = (byte) (number + index);
    }
  }

  /**
   * The number of a message, modulo 2^32, or nothing if it is damaged.
   *
   * @param offset where its payload starts: 0 if the tag strips, else 10
   */
  public static OptionalLong number(byte[] datagram, int offset) {
    if (datagram.length < offset + SHORTEST) {
      return OptionalLong.empty();
    }
    int number = ByteBuffer.wrap(datagram).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    for (int index = SHORTEST; offset + index < datagram.length; index++) {
      if (datagram[offset + index] != (byte) (number + index)) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(Integer.toUnsignedLong(number));
  }
}
