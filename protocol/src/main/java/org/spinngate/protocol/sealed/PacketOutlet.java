package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.spinngate.protocol.Unsent;

/** A UDP socket, and whoever is at the other end of it at present. On the event loop of a path. */
public interface PacketOutlet {
  /** Makes the buffers of packets. */
  ByteBufAllocator allocator();

  /** Whether packets can leave: the peer's address is known, and the socket takes more. */
  boolean hasRoom();

  /** Takes over a packet, which leaves with the next {@link #flush()}. */
  void write(ByteBuf packet);

  /** Lets leave what was written. */
  void flush();

  /** Datagrams that were gathered for a packet cannot leave any more. */
  void unsent(Unsent datagrams);
}
