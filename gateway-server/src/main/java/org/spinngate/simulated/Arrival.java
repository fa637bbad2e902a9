package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * A datagram that has reached the board, with its buffer.
 *
 * @param port which of the board's ports it came to
 * @param datagram the bytes; whoever holds the arrival releases them
 * @param sender where it came from
 * @param nanos when, on the board's own clock
 */
record Arrival(Port port, ByteBuf datagram, InetSocketAddress sender, long nanos) {
  /** The board's ports. */
  enum Port {
    SCP,
    BOOT
  }

  /** The same bytes once more. */
  Arrival again() {
    return new Arrival(port, datagram.retainedDuplicate(), sender, nanos);
  }

  void release() {
    datagram.release();
  }
}
