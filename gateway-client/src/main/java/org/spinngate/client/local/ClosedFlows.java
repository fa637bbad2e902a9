package org.spinngate.client.local;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Tunnel;

/**
 * Tells the server which flows are no more, so that their numbers may stand for other applications
 * later. What cannot be said now is said when there is a tunnel again.
 *
 * <p>Confined to the one event loop.
 */
final class ClosedFlows {
  private final List<FlowClosed> unsaid = new ArrayList<>();

  /** A flow that the server may know is no more. */
  void say(FlowClosed closed, @Nullable Tunnel tunnel) {
    if (tunnel == null) {
      unsaid.add(closed);
    } else {
      tunnel.send(closed);
    }
  }

  /**
   * There is a tunnel again.
   *
   * @param remembered whether the server has the flows of before
   */
  void attach(Tunnel tunnel, boolean remembered) {
    if (remembered) {
      unsaid.forEach(tunnel::send);
    }
    unsaid.clear();
  }
}
