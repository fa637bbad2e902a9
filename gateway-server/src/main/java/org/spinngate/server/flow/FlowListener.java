package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;

/** What flows tell their session. Called on the session's event loop. */
public interface FlowListener {
  /** The board has sent a datagram to a flow; the buffer stays the caller's. */
  void fromBoard(Service service, int flow, ByteBuf datagram);

  /** A datagram leaves for the board. */
  void sentToBoard(int bytes);

  /** The board has answered a request, so many nanoseconds after it left, or left once more. */
  void answered(long nanos);

  /** A datagram has been dropped. */
  default void dropped(DropReason reason) {
    dropped(reason, 1);
  }

  /** Datagrams have been dropped, as many as are said. */
  void dropped(DropReason reason, int datagrams);

  /** Datagrams that were {@link #sentToBoard} have not left after all. */
  void unsent(Unsent datagrams);

  /** How a boot goes. */
  void bootReport(BootReport report);

  /**
   * So many boot packets of a flow have left for the board or were dropped, since its client began
   * it.
   */
  void bootTaken(int flow, int count);

  /** Whether the sender's connection is lost, so that the rest of its boot may still come. */
  boolean senderMayComeBack();

  /** A line for the user. */
  void notice(String text);
}
