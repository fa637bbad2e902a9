package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.DropReason;
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
   */
  void attach(Tunnel tunnel, int flows);

  /** The tunnel is gone; until the next one, datagrams are dropped and counted. */
  void detach();

  /** Hands a datagram from the board to the flow's application; takes over the buffer. */
  void deliver(Service service, int flow, ByteBuf datagram);

  /** A datagram for or from an application was let fall within the tunnel. */
  void dropped(DropReason reason);

  /** Lets the datagrams delivered since the last call leave. */
  void flush();
}
