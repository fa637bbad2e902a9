package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Unsent;

/**
 * The local applications, as the tunnel sees them.
 *
 * <p>Confined to the one event loop.
 */
public interface Applications {
  /**
   * There is a way to the board, the first one or another. Every application keeps its flow.
   *
   * @param tunnel takes their datagrams from now on
   * @param opened on what terms, and what the server has of earlier datagrams
   */
  void attach(Tunnel tunnel, Opened opened);

  /**
   * A tunnel is gone; if it was the latest one, SCP datagrams are dropped and counted from here on,
   * and boot datagrams kept for a while.
   */
  void detach(Tunnel tunnel);

  /** The server is done with so many boot datagrams of a flow, since that began there. */
  void bootTaken(int flow, int count);

  /** Hands a datagram from the board to the flow's application; takes over the buffer. */
  void deliver(Service service, int flow, ByteBuf datagram);

  /** A datagram for an application was dropped within the tunnel. */
  default void dropped(DropReason reason) {
    dropped(reason, 1);
  }

  /** Datagrams for applications were dropped within the tunnel, or lost on their way to it. */
  void dropped(DropReason reason, int datagrams);

  /** Datagrams of applications, which the tunnel had taken, did not leave after all. */
  void unsent(Unsent datagrams);

  /** Lets the datagrams delivered since the last call leave. */
  void flush();
}
