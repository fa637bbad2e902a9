package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * A datagram that has reached the board, with its buffer.
 *
 * @param port the port of the board that it came to
 * @param datagram the bytes; the holder of the arrival releases them
 * @param sender where it came from
 * @param nanos when, on the board's own clock
 */
record Arrival(int port, ByteBuf datagram, InetSocketAddress sender, long nanos) {
  /** The same bytes once more. */
  Arrival again() {
    return new Arrival(port, datagram.retainedDuplicate(), sender, nanos);
  }

  void release() {
    datagram.release();
  }
}
