package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.spinngate.protocol.Service;

/**
 * What an old client sends while nobody knows yet whether it gets its board: it says nothing before
 * its first datagram, and never says a boot again. A boot and a few requests have room.
 *
 * <p>Confined to the event loop of its client.
 */
final class EarlyDatagrams {
  /** A boot of SC&MP has 34 packets, and 258 is the most that a boot can have. */
  private static final int MOST = 300;

  private final Deque<Early> kept = new ArrayDeque<>();

  private record Early(Service service, ReplyPath path, ByteBuf datagram) {}

  /** Takes what was kept, and owns it. */
  @FunctionalInterface
  interface Receiver {
    void receive(Service service, ReplyPath path, ByteBuf datagram);
  }

  /**
   * Keeps a datagram, which it owns from here on.
   *
   * @return whether there is room; if not, the datagram is released
   */
  boolean keep(Service service, ReplyPath path, ByteBuf datagram) {
    if (kept.size() >= MOST) {
      datagram.release();
      return false;
    }
    return kept.add(new Early(service, path, datagram));
  }

  /** Hands on what was kept, in order. */
  void handOn(Receiver receiver) {
    while (!kept.isEmpty()) {
      Early early = kept.remove();
      receiver.receive(early.service, early.path, early.datagram);
    }
  }

  /**
   * A sender has gone and wants no answer any more; a boot that it has sent goes on.
   *
   * @return whether nothing is left
   */
  boolean forget(ReplyPath path) {
    kept.removeIf(early -> isRequestOf(early, path) && early.datagram.release());
    return kept.isEmpty();
  }

  private static boolean isRequestOf(Early early, ReplyPath path) {
    return early.service == Service.SCP && early.path.equals(path);
  }

  /** Releases what was kept. */
  void drop() {
    kept.forEach(early -> early.datagram.release());
    kept.clear();
  }
}
