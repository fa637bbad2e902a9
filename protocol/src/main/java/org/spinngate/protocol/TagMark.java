package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a datagram for the board has to do with an IP tag beyond what its own bytes say. It stands
 * before the datagram in a {@linkplain DataFrame#MARKED_KIND marked frame}.
 *
 * <pre>
 *  +--------+---------+
 *  | kind   | value   |
 *  | 1 byte | 2 bytes |
 *  +--------+---------+
 * </pre>
 *
 * @param kind what it says
 * @param value 1 to 65,535; what the kind makes of it
 */
public record TagMark(Kind kind, int value) {
  /** Bytes of a mark. */
  public static final int BYTES = 3;

  private static final int MAX_VALUE = 0xFFFF;

  /** What a mark says. */
  public enum Kind {
    /**
     * The datagram sets an IP tag that aims at the client's own machine. The board is to send to
     * the flow of this number instead, which the client delivers to what the tag aims at.
     */
    OWN_TARGET(0),

    /** The same, but the tag aims at another host, which the client reaches, and may send to. */
    OTHER_TARGET(1),

    /** The datagram is for the board's UDP port of this number, where a reverse IP tag listens. */
    REVERSE_PORT(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    private static Optional<Kind> ofCode(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findAny();
    }
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the value is out of it
   */
  public TagMark {
    if (value < 1 || value > MAX_VALUE) {
      throw new IllegalArgumentException("mark with the value " + value);
    }
  }

  /**
   * Whether a mark that some client writes begins at the reader index, which stays where it is.
   *
   * @param bytes how many there are
   */
  public static boolean isOne(ByteBuf in, int bytes) {
    int start = in.readerIndex();
    return bytes >= BYTES
        && in.getUnsignedByte(start) < Kind.values().length
        && in.getUnsignedShort(start + 1) != 0;
  }

  /** Appends it to {@code out}, which has room for {@link #BYTES}. */
  public void write(ByteBuf out) {
    out.writeByte(kind.code).writeShort(value);
  }

  /**
   * Reads one; what is left is the datagram.
   *
   * @return empty if no correct client writes such a mark
   */
  public static Optional<TagMark> read(ByteBuf in) {
    if (in.readableBytes() < BYTES) {
      return Optional.empty();
    }
    int code = in.readUnsignedByte();
    int value = in.readUnsignedShort();
    return value == 0 ? Optional.empty() : Kind.ofCode(code).map(kind -> new TagMark(kind, value));
  }
}
