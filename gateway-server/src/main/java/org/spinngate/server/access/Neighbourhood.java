package org.spinngate.server.access;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is counted as one address: a whole IPv4 address, or the first 64 bits of an IPv6 one, for
 * one machine may choose the rest as it likes.
 *
 * @param six whether it is an IPv6 network
 * @param bits the address or the network
 */
record Neighbourhood(boolean six, long bits) {
  private static final Pattern TEXT = Pattern.compile("4-[0-9a-f]{8}|6-[0-9a-f]{16}");

  static Neighbourhood of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new Neighbourhood(true, bytes.getLong())
        : new Neighbourhood(false, bytes.getInt());
  }

  /** Such as {@code 4-c0000201}, or {@code 6-20010db800010002}. */
  String text() {
    return six ? String.format("6-%016x", bits) : String.format("4-%08x", (int) bits);
  }

  /** For people: {@code 192.0.2.1}, or {@code 2001:db8:1:2::/64}. */
  String words() {
    ByteBuffer bytes =
        six
            ? ByteBuffer.allocate(2 * Long.BYTES).putLong(bits)
            : ByteBuffer.allocate(Integer.BYTES).putInt((int) bits);
    try {
      String address = NetUtil.toAddressString(InetAddress.getByAddress(bytes.array()));
      return six ? address + "/64" : address;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that was written so; empty if it was not. */
  static Optional<Neighbourhood> parse(String text) {
    return Optional.of(text)
        .filter(written -> TEXT.matcher(written).matches())
        .map(written -> of(written.startsWith("6"), written.substring(2)));
  }

  private static Neighbourhood of(boolean six, String digits) {
    long bits = Long.parseUnsignedLong(digits, 16);
    return new Neighbourhood(six, six ? bits : (int) bits);
  }
}
