package org.spinngate.server.board;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a board is now.
 *
 * @param scp its SCP and SDP service, or where that was last
 * @param boot the same of its boot service
 * @param nowhere why nobody can reach it, if so
 */
record Whereabouts(InetSocketAddress scp, InetSocketAddress boot, @Nullable String nowhere) {
  static Whereabouts of(InetSocketAddress scp, InetSocketAddress boot) {
    return new Whereabouts(scp, boot, scp.isUnresolved() ? unknown(scp) : null);
  }

  private static String unknown(InetSocketAddress scp) {
    return "the name " + scp.getHostString() + " cannot be resolved now";
  }

  /** The same place, but nobody can reach it. */
  Whereabouts lost(String reason) {
    return new Whereabouts(scp, boot, reason);
  }
}
