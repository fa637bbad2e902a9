package org.spinngate.server.flow;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Sees to it that the flows of one session reach their board also when this machine's own address
 * has changed: by DHCP, by hand, or because another network leads there now.
 *
 * <pre>
 *   refused or silent, and a fresh socket would have another address ─► moves
 *   quiet, and its address is not this machine's any more             ─► moves
 * </pre>
 *
 * <p>Confined to the session's event loop.
 */
final class BoardRoutes {
  /** Flows that nobody sends by, but that a tag may point at, are looked at so often. */
  private static final int QUIET_SECONDS = 30;

  private int seconds;

  /** A second has passed. */
  void look(Collection<Flow> flows) {
    seconds = (seconds + 1) % QUIET_SECONDS;
    Set<Flow> doubting = new HashSet<>();
    for (Flow flow : flows) {
      if (flow.doubtsItsWay()) {
        doubting.add(flow);
      }
    }
    if (!doubting.isEmpty() || (seconds == 0 && !flows.isEmpty())) {
      flows.iterator().next().wayOut().ifPresent(own -> compare(flows, doubting, own));
    }
  }

  private static void compare(Collection<Flow> flows, Set<Flow> doubting, InetAddress own) {
    for (Flow flow : flows) {
      InetAddress present = flow.own();
      boolean moves =
          present != null && !present.equals(own) && (doubting.contains(flow) || !isOurs(present));
      if (moves) {
        flow.moveTo(own);
      }
    }
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException unknown) {
      return true;
    }
  }
}
