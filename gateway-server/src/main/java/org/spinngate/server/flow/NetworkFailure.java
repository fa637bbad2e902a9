package org.spinngate.server.flow;

import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.nio.channels.UnresolvedAddressException;
import org.spinngate.protocol.DropReason;

/** What a failure of the network means for the datagram that met it. */
final class NetworkFailure {
  private NetworkFailure() {}

  /** Under which reason it is counted. */
  static DropReason reason(Throwable cause) {
    boolean unreachable =
        cause instanceof PortUnreachableException
            || cause instanceof NoRouteToHostException
            || cause instanceof UnresolvedAddressException
            || String.valueOf(cause.getMessage()).contains("unreachable");
    return unreachable ? DropReason.BOARD_UNREACHABLE : DropReason.SEND_FAILED;
  }
}
