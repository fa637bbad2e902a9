package org.spinngate.server.net;

import java.util.Locale;

/** Why a packet that came to a UDP port got no further, before anybody knew whose it was. */
public enum PortDrop {
  /** The operating system's receive buffer was full, so this program never saw it. */
  SOCKET_OVERFLOW,
  /** As many as there may be were on their way to the event loop that it was for. */
  TOO_MANY_HOPS;

  /** The one word for metrics, such as {@code socket-overflow}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
