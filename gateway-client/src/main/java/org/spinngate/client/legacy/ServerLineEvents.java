package org.spinngate.client.legacy;

import io.netty.buffer.ByteBuf;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.DropReason;

/** Hears what happens on a line, on the event loop. */
interface ServerLineEvents {
  /** Datagrams can be sent. */
  void up(ServerLine line);

  /** It, or the attempt at it, is over. */
  void down(ServerLine line, Ending ending);

  /** The old server has sent a datagram; takes over the buffer. */
  void received(ServerLine line, ByteBuf datagram);

  /** All that has arrived by now has been told. */
  void readAll();

  /** A datagram of the old server was dropped. */
  void dropped(DropReason reason);

  /** A datagram for the old server met an error instead. */
  void failed(DropReason reason);
}
