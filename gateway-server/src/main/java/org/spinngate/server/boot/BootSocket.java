package org.spinngate.server.boot;

import io.netty.buffer.ByteBuf;

/** The socket that the boot packets of one flow leave by. Used on the session's event loop. */
public interface BootSocket {
  /** Whether the network takes something at present; a boot waits for it, in order. */
  boolean isOpen();

  /** Takes over a packet, which leaves at once. */
  void sendNow(ByteBuf packet);
}
