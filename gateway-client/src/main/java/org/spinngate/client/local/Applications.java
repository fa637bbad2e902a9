package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Tunnel;

/**
 * The local applications, as the tunnel sees them.
 *
 * <p>Confined to the one event loop.
 */
public interface Applications {
  /**
   * A session begins. Its flows start from none, since the server's side of earlier ones is gone.
   *
   * @param tunnel takes their datagrams from now on
   * @param flows how many may be in use at once
   * @param singleReply whether an application gets only the first reply to each SCP request
   */
  void attach(Tunnel tunnel, int flows, boolean singleReply);

  /** The tunnel is gone; until the next one, datagrams are dropped and counted. */
  void detach();

  /** Hands a datagram from the board to the flow's application; takes over the buffer. */
  void deliver(Service service, int flow, ByteBuf datagram);

  /** Lets the datagrams delivered since the last call leave. */
  void flush();
}
