package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.server.boot.BootListener;
import org.spinngate.server.tag.TagListener;

/** What flows tell their session. Called on the session's event loop. */
public interface FlowListener extends BootListener, TagListener {
  /** The board has sent a datagram to a flow; the buffer stays the caller's. */
  void fromBoard(Service service, int flow, ByteBuf datagram);

  /** The same, of a datagram that the gateway has made in the place of the board. */
  void toClient(Service service, int flow, ByteBuf datagram);

  /** A datagram leaves for the board. */
  void sentToBoard(int bytes);

  /** The board has answered a request, so many nanoseconds after it left, or left once more. */
  void answered(long nanos);

  /** A datagram has been dropped. */
  @Override
  default void dropped(DropReason reason) {
    dropped(reason, 1);
  }

  /** Datagrams have been dropped, as many as are said. */
  void dropped(DropReason reason, int datagrams);

  /** Datagrams that were {@link #sentToBoard} have not left after all. */
  void unsent(Unsent datagrams);
}
