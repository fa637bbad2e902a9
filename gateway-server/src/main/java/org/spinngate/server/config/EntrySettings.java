package org.spinngate.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where and how clients come in.
 *
 * @param listen the addresses of the tunnel's listeners, at least one; port 0 takes a free one
 * @param udp their datagrams
 * @param tls the server's identity
 * @param stream their connections
 * @param trustedProxies load balancers that may say where a connection comes from
 */
public record EntrySettings(
    List<InetSocketAddress> listen,
    Udp udp,
    TlsSettings tls,
    StreamSettings stream,
    List<AddressBlock> trustedProxies) {

  /**
   * Datagrams of clients.
   *
   * @param on whether sessions may use UDP on the ports of the tunnel, too
   * @param roaming whether packets may come from another IP address than the session's stream
   */
  public record Udp(boolean on, boolean roaming) {}

  /** Copies the lists. */
  public EntrySettings {
    listen = List.copyOf(listen);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** Whether a load balancer at this address is believed. */
  public boolean trusts(InetAddress proxy) {
    for (int i = 0; i < trustedProxies.size(); i++) {
      if (trustedProxies.get(i).contains(proxy)) {
        return true;
      }
    }
    return false;
  }
}
