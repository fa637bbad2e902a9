package org.spinngate.protocol.pace;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.stream.Lateness;

/**
 * What a receiver tells of the packets that come. The least late of them says more than the latest:
 * while a queue on the line is full all are late, but only some are when a machine stood still.
 *
 * <p>Confined to the event loop; makes no objects.
 */
public final class PacketArrivals {
  private final Lateness lateness = new Lateness();
  private final StandingDelay standing = new StandingDelay();
  private int bytes;
  private int left;
  private int leastLate = ArrivalsFrame.MOST_MILLIS;
  private boolean any;

  /** A packet of so many bytes has come, again or for the first time. */
  public void came(int length) {
    bytes += length;
  }

  /**
   * It is newer than all before.
   *
   * @param at when it came, in milliseconds of our clock
   * @param leftAt when it left, in milliseconds of the sender's clock, modulo 2^32
   * @return how many milliseconds later than usual lately it came
   */
  public int newest(long at, int leftAt) {
    any = true;
    left = leftAt;
    leastLate = Math.min(leastLate, standing.of(at, leftAt));
    return lateness.of(at, leftAt);
  }

  /** What left then is known to have come in time. */
  public void restart(long at, int leftAt) {
    lateness.restart(at, leftAt);
    standing.restart(at, leftAt);
  }

  /** What comes from here on comes by another way, which may be longer. */
  public void moved() {
    standing.forget();
  }

  /** Whether anything has come that the peer has not been told of. */
  public boolean any() {
    return any;
  }

  /**
   * Appends what the peer should know.
   *
   * @param at now, in milliseconds of our clock
   */
  public void write(ByteBuf out, long at) {
    ArrivalsFrame.write(out, leastLate, bytes, (int) at, left);
    any = false;
    leastLate = ArrivalsFrame.MOST_MILLIS;
  }
}
