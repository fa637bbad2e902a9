package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * How the fields of control messages stand on the wire. Numbers are big-endian. A string is a
 * two-byte count of bytes and that many bytes of UTF-8:
 *
 * <pre>
 *  0        2
 *  +--------+---------------------+
 *  | bytes  | UTF-8, bytes long   |
 *  +--------+---------------------+
 * </pre>
 *
 * <p>A flag is a byte, 0 or 1. Lengths are checked before anything is allocated.
 */
final class Wire {
  private Wire() {}

  /** Writes a string, which must not exceed {@code maxBytes} of UTF-8. */
  static void writeString(ByteBuf out, String text, int maxBytes) {
    int bytes = ByteBufUtil.utf8Bytes(text);
    if (bytes > maxBytes) {
      throw new IllegalArgumentException(
          "string of " + bytes + " bytes where " + maxBytes + " are allowed");
    }
    out.writeShort(bytes);
    ByteBufUtil.writeUtf8(out, text);
  }

  /** Reads a string of at most {@code maxBytes} bytes of well-formed UTF-8. */
  static String readString(ByteBuf in, int maxBytes) {
    need(in, 2);
    int bytes = in.readUnsignedShort();
    if (bytes > maxBytes) {
      throw new ProtocolViolation(
          "string of " + bytes + " bytes where " + maxBytes + " are allowed");
    }
    need(in, bytes);
    ByteBuffer view = in.nioBuffer(in.readerIndex(), bytes);
    in.skipBytes(bytes);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(view)
          .toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolViolation("string that is not UTF-8");
    }
  }

  /** Reads a two-byte count of bytes and that many bytes. */
  static byte[] readBytes(ByteBuf in) {
    int bytes = readShort(in);
    need(in, bytes);
    return ByteBufUtil.getBytes(in.readSlice(bytes));
  }

  /** Cuts a text for people to what fits a field, at a character. */
  static String shortened(String text, int maxBytes) {
    String result = text;
    while (ByteBufUtil.utf8Bytes(result) > maxBytes) {
      int end = Math.min(result.length() - 1, maxBytes);
      result =
          result.substring(0, Character.isHighSurrogate(result.charAt(end - 1)) ? end - 1 : end);
    }
    return result;
  }

  static void writeFlag(ByteBuf out, boolean flag) {
    out.writeByte(flag ? 1 : 0);
  }

  static boolean readFlag(ByteBuf in) {
    int value = readByte(in);
    if (value > 1) {
      throw new ProtocolViolation("flag of value " + value);
    }
    return value == 1;
  }

  static int readByte(ByteBuf in) {
    need(in, 1);
    return in.readUnsignedByte();
  }

  static int readShort(ByteBuf in) {
    need(in, 2);
    return in.readUnsignedShort();
  }

  static int readInt(ByteBuf in) {
    need(in, 4);
    return in.readInt();
  }

  static long readLong(ByteBuf in) {
    need(in, 8);
    return in.readLong();
  }

  private static void need(ByteBuf in, int bytes) {
    if (in.readableBytes() < bytes) {
      throw new ProtocolViolation("message that ends too early");
    }
  }
}
