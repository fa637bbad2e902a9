package org.spinngate.protocol.loss;

import io.netty.buffer.ByteBuf;

/** Where sealed packets leave. On the event loop of a path. */
public interface Line {
  /** Whether packets can leave: the peer's address is known, and the socket takes more. */
  boolean hasRoom();

  /** Takes over a packet, which leaves with the next {@link #flush()}. */
  void write(ByteBuf packet);

  /** Lets leave what was written. */
  void flush();
}
