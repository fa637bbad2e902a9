package org.spinngate.server.board.simulated;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * A datagram that has reached the board, with its buffer.
 *
 * @param port which of the board's ports it came to
 * @param datagram the bytes; whoever holds the arrival releases them
 * @param sender where it came from
 */
record Arrival(Port port, ByteBuf datagram, InetSocketAddress sender) {
  /** The board's ports. */
  enum Port {
    SCP,
    BOOT
  }

  void release() {
    datagram.release();
  }
}
