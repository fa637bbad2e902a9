package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One session's way to its peer, by any carrier. This seam is all that sessions and local ports
 * know of a carrier.
 *
 * <p>Confined to the event loop of the connection that it was made for.
 */
public interface Tunnel {
  /**
   * Sends an SCP datagram unless the tunnel is full. The bytes are copied: the buffer keeps its
   * indices and stays the caller's.
   *
   * @param flow its number; with {@link DataFrame#MARKED} if a mark stands before the datagram,
   *     which only a server of {@link TagMode#TRANSLATE} understands
   * @return why it was not taken, which the caller counts; {@code null} if it was
   */
  @Nullable DropReason sendScp(int flow, ByteBuf datagram);

  /**
   * Sends a boot datagram, reliably and in order, unless far too many are waiting already. The
   * bytes are copied: the buffer keeps its indices and stays the caller's.
   *
   * @return why it was not taken, which the caller counts; {@code null} if it was
   */
  @Nullable DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram);

  /**
   * Sends a control message, in order with the messages and boot datagrams that were sent before.
   * It may overtake SCP datagrams that wait for the carrier; the end of a flow overtakes none.
   */
  void send(ControlMessage message);

  /** Says {@link Bye} with this cause and closes the connection once that has left, or soon. */
  void close(CloseCause cause, String text);

  /** How datagrams travel at present. */
  PathReport report();
}
