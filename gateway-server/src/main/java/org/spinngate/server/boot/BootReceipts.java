package org.spinngate.server.boot;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many boot datagrams of each flow number this session is done with, whether they were sent or
 * dropped: the client keeps each until it is told, and has only so many under way. A count outlives
 * the flow's socket, which may be expired and opened again, and ends when the client closes the
 * flow.
 *
 * <p>Confined to the event loop of its session.
 */
final class BootReceipts {
  /** Old clients have this many boot flows. A client that uses more loses only its own counts. */
  private static final int MOST_NUMBERS = 1024;

  private final BootListener listener;
  private final Map<Integer, Integer> counts = new LinkedHashMap<>(16, 0.75f, true);
  private boolean over;

  BootReceipts(BootListener listener) {
    this.listener = listener;
  }

  /** One more datagram of this flow has left for the board, or has been dropped for good. */
  void settled(int flow) {
    if (over) {
      return;
    }
    int count = counts.merge(flow, 1, Integer::sum);
    if (counts.size() > MOST_NUMBERS) {
      counts.remove(counts.keySet().iterator().next());
    }
    listener.bootTaken(flow, count);
  }

  /** The client has a new connection, and perhaps has not heard what was told by the last one. */
  void tellAgain() {
    Map.copyOf(counts).forEach(listener::bootTaken);
  }

  /** The client has closed the flow, and may begin another one of the same number. */
  void forget(int flow) {
    counts.remove(flow);
  }

  /**
   * The session is over. What falls from here on has not been sent for good: the client keeps it
   * for a server that begins anew.
   */
  void end() {
    over = true;
  }
}
