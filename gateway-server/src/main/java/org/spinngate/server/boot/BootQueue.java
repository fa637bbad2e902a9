package org.spinngate.server.boot;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.spinngate.protocol.DropReason;

/**
 * The boot packets of one flow that wait for their turn. What has no room stays the caller's.
 *
 * <p>Confined to the event loop of its session.
 */
final class BootQueue {
  private final Deque<BootPacket> packets = new ArrayDeque<>();
  private final BootRoom room;

  /**
   * @param room of the session
   */
  BootQueue(BootRoom room) {
    this.room = room;
  }

  boolean isEmpty() {
    return packets.isEmpty();
  }

  /** Takes over a packet if there is room for it. */
  boolean add(BootPacket packet) {
    ByteBuf copy = room.copy(packet.bytes());
    if (copy != null) {
      packet.keep(copy);
      packets.add(packet);
    }
    return copy != null;
  }

  /** The first one, of at least one. */
  BootPacket element() {
    return packets.element();
  }

  /** Hands the first one over. */
  BootPacket remove() {
    BootPacket packet = packets.remove();
    room.giveBack(packet.bytes().readableBytes());
    return packet;
  }

  /** Drops all of them. */
  void drop(DropReason reason) {
    while (!isEmpty()) {
      remove().drop(reason);
    }
  }
}
