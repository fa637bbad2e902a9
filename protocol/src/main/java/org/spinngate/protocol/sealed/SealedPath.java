package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;

/** One side's end of a sealed path, as its tunnel sees it. Confined to the event loop. */
public interface SealedPath {
  /** Whether SCP datagrams should go this way at present. */
  boolean isChosen();

  /** Whether a datagram of so many bytes fits a packet as the path is now. */
  boolean carries(int bytes);

  /**
   * Sends a datagram that it {@link #carries}; the buffer keeps its indices and stays the caller's.
   *
   * @return why it was not taken, or null if it was
   */
  @Nullable DropReason sendScp(int flow, ByteBuf datagram);

  /**
   * A flow ends: what waits of it falls, since it might come after the message that says so, and
   * begin the flow anew.
   */
  void flowEnds(int flow);

  /** How it goes. */
  PathReport report();

  /** Neither sends nor takes anything any more; harmless the second time. */
  void close();
}
