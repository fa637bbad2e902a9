package org.spinngate.server.scp;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.DropReason;

/** The flow whose requests wait for their turn. Called on the session's event loop. */
public interface RequestListener {
  /** Takes over a datagram that has waited, and leaves with the next {@link #flush()}. */
  void goesOn(ByteBuf datagram);

  /** Sends what goes on. */
  void flush();

  /** A datagram that has waited, or should have, has been dropped. */
  void dropped(DropReason reason);

  /** The board has answered a request, so many nanoseconds after it left, or left once more. */
  void answered(long nanos);
}
