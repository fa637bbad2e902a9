package org.spinngate.server.scp;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Stands in one flow, between the tunnel and the board. It may let a datagram through, put another
 * in its place, or drop it.
 *
 * <pre>
 *   tunnel ──▶ toBoard ──▶ request queue and window ──▶ leaves ──▶ board
 *
 *   tunnel ◀── fromBoard ◀────── request window ◀──── isOurs ◀──── board
 *                                                        └──▶ goes no further
 * </pre>
 *
 * <p>So the queue and the window see what the board sees. What is handed in stays the caller's, who
 * releases it once, and may be changed in place. What is returned in its place is the caller's from
 * then on, has 1 to {@link org.spinngate.protocol.DataFrame#MAX_DATAGRAM} bytes, and shares nothing
 * that the filter would release. Who drops a datagram says so by {@link FilteredFlow#dropped}.
 *
 * <p>Confined to the event loop of its session, and called for each datagram: it makes no objects
 * for those that it lets through.
 */
public interface DatagramFilter {
  /** Lets everything through. */
  DatagramFilter NONE = new DatagramFilter() {};

  /**
   * A datagram has come for the board. It may still be dropped before it leaves.
   *
   * @return what goes on; null if it is dropped
   */
  default @Nullable ByteBuf toBoard(ByteBuf datagram) {
    return datagram;
  }

  /** A datagram that went on leaves for the board now. It must stay as it is. */
  default void leaves(ByteBuf datagram) {}

  /**
   * Whether a datagram from the board answers one of the filter's own, and concerns nobody else.
   */
  default boolean isOurs(ByteBuf datagram) {
    return false;
  }

  /**
   * A datagram has come from the board.
   *
   * @return what goes on; null if it is dropped
   */
  default @Nullable ByteBuf fromBoard(ByteBuf datagram) {
    return datagram;
  }

  /** The board's port that the flow leads to in place of the service's; 0 for none. */
  default int reversePort() {
    return 0;
  }

  /**
   * Puts the flow's own address in place of that in a request of another flow of the session, which
   * sets an IP tag with an address.
   *
   * @return whether the board may send to the flow
   */
  default boolean aimHere(ByteBuf request) {
    return false;
  }

  /** Whether the board may send to the flow of its own accord, so that its port must stay. */
  default boolean pinsFlow() {
    return false;
  }

  /** The flow has another address or port from now on. */
  default void moved() {}

  /** A second has passed. */
  default void secondPassed() {}

  /** The flow ends; its socket can still be sent by. */
  default void close() {}
}
