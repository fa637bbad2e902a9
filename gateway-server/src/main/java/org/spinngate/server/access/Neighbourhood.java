package org.spinngate.server.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What is counted as one address: a whole IPv4 address, or the first 64 bits of an IPv6 one, for
 * one machine may choose the rest as it likes.
 *
 * @param six whether it is an IPv6 network
 * @param bits the address or the network
 */
record Neighbourhood(boolean six, long bits) {

  static Neighbourhood of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new Neighbourhood(true, bytes.getLong())
        : new Neighbourhood(false, bytes.getInt());
  }
}
