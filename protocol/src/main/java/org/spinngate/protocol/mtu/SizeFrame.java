package org.spinngate.protocol.mtu;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.Frame;

/**
 * The frames of a sealed packet that are about its size.
 *
 * <pre>
 *  0        2      3         5         7
 *  +--------+------+---------+---------+
 *  | 5      | 0x8A | most    | probe   |       size report, by both
 *  |        |      | 2 bytes | 2 bytes |
 *  +--------+------+---------+---------+
 *
 *  0        2      3         5
 *  +--------+------+---------+-------------+
 *  | length | 0x8B | number  | zeros       |   probe, by both; the last frame of its packet
 *  |        |      | 2 bytes |             |
 *  +--------+------+---------+-------------+
 * </pre>
 *
 * <p>{@code most} is the longest packet that the sender of the report takes; who says so answers
 * probes. {@code probe} is the {@code number} of the probe that came last, 0 for none.
 */
public final class SizeFrame {
  /** The kind of a report. */
  public static final int REPORT_KIND = 0x8A;

  /** The kind of a probe. */
  public static final int PROBE_KIND = 0x8B;

  /** Bytes of a whole report. */
  public static final int REPORT_BYTES = Frame.HEADER_BYTES + 2 * Short.BYTES;

  /** Bytes of the shortest probe. */
  public static final int PROBE_BYTES = Frame.HEADER_BYTES + Short.BYTES;

  private SizeFrame() {}

  /**
   * Appends a report.
   *
   * @param probe the number of the probe that came last, 0 for none
   */
  public static void writeReport(ByteBuf out, int probe) {
    out.writeShort(REPORT_BYTES - Frame.LENGTH_BYTES).writeByte(REPORT_KIND);
    out.writeShort(PacketSize.MOST).writeShort(probe);
  }

  /**
   * Appends a probe.
   *
   * @param number 1 to 65,535
   * @param bytes of the whole frame, {@link #PROBE_BYTES} or more
   */
  public static void writeProbe(ByteBuf out, int number, int bytes) {
    out.writeShort(bytes - Frame.LENGTH_BYTES).writeByte(PROBE_KIND).writeShort(number);
    out.writeZero(bytes - PROBE_BYTES);
  }
}
