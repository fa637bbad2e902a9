package org.spinngate.server.admission;

/** An address without its port, as people read it. */
final class PeerHost {
  private PeerHost() {}

  /** Without the port and the brackets of IPv6. */
  static String of(String peer) {
    int colon = peer.lastIndexOf(':');
    return (colon < 0 ? peer : peer.substring(0, colon)).replaceAll("[\\[\\]]", "");
  }
}
