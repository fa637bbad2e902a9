package org.spinngate.protocol.pace;

import io.netty.buffer.ByteBuf;

/** How what was sent arrives, as {@link ArrivalsFrame} draws it. Immutable. */
public final class ArrivalsReport {
  private final int late;
  private final int bytes;
  private final int at;
  private final int left;

  /**
   * @param late in milliseconds, of what came least late
   * @param bytes that have come, modulo 2^32
   * @param at when that was, in milliseconds of the receiver's clock, modulo 2^32
   * @param left when the newest of it left, in milliseconds of the sender's clock, modulo 2^32
   */
  ArrivalsReport(int late, int bytes, int at, int left) {
    this.late = late;
    this.bytes = bytes;
    this.at = at;
    this.left = left;
  }

  /**
   * Reads one.
   *
   * @param frame what stands after the kind, of {@link ArrivalsFrame#BYTES} with its header
   */
  public static ArrivalsReport read(ByteBuf frame) {
    return new ArrivalsReport(
        frame.readUnsignedShort(), frame.readInt(), frame.readInt(), frame.readInt());
  }

  /** By how many milliseconds what came least late was later than usual. */
  public int late() {
    return late;
  }

  /** How many bytes have come, modulo 2^32. */
  public int bytes() {
    return bytes;
  }

  /** When that was, in milliseconds of the receiver's clock, modulo 2^32. */
  int at() {
    return at;
  }

  /** When the newest of it left, in milliseconds of the sender's clock, modulo 2^32. */
  int left() {
    return left;
  }
}
