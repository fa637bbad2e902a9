package org.spinngate.protocol.pace;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.Frame;

/**
 * The frames of a sealed packet that are about how fast packets may leave.
 *
 * <pre>
 *  0        2      3         5         9         13        17
 *  +--------+------+---------+---------+---------+---------+
 *  | 15     | 0x8C | late    | bytes   | at      | left    |     arrivals, by both
 *  |        |      | 2 bytes | 4 bytes | 4 bytes | 4 bytes |
 *  +--------+------+---------+---------+---------+---------+
 *
 *  0        2      3         5
 *  +--------+------+---------+
 *  | 3      | 0x8D | waited  |     waited, by both
 *  |        |      | 2 bytes |
 *  +--------+------+---------+
 * </pre>
 *
 * <p>{@code waited} is how many milliseconds after its first time mark a packet left, if what it
 * carries had to wait; who sends arrivals reads it. {@code late} is how many milliseconds later
 * than usual a packet was on its way, of all that came since the frame before the one that was
 * least late. {@code bytes} are those of all packets that have come since the connection began,
 * however often, modulo 2^32; {@code at} is the time then in milliseconds by a clock of the frame's
 * sender; {@code left} is when the newest of them left, by the other clock. Both modulo 2^32.
 */
public final class ArrivalsFrame {
  /** The kind of arrivals. */
  public static final int KIND = 0x8C;

  /** The kind that says how long something waited. */
  public static final int WAITED_KIND = 0x8D;

  /** Bytes of arrivals, the whole frame. */
  public static final int BYTES = Frame.HEADER_BYTES + Short.BYTES + 3 * Integer.BYTES;

  /** Bytes of the other one. */
  public static final int WAITED_BYTES = Frame.HEADER_BYTES + Short.BYTES;

  /** More cannot be said. */
  static final int MOST_MILLIS = 0xFFFF;

  private ArrivalsFrame() {}

  static void write(ByteBuf out, int late, int bytes, int at, int left) {
    out.writeShort(BYTES - Frame.LENGTH_BYTES).writeByte(KIND);
    out.writeShort(late).writeInt(bytes).writeInt(at).writeInt(left);
  }

  /**
   * Appends how long something waited.
   *
   * @param millis 0 or more
   */
  public static void writeWaited(ByteBuf out, int millis) {
    out.writeShort(WAITED_BYTES - Frame.LENGTH_BYTES).writeByte(WAITED_KIND);
    out.writeShort(Math.min(MOST_MILLIS, millis));
  }
}
