package org.spinngate.server.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The headers of load balancers, byte by byte from the specification of the PROXY protocol. */
public final class ProxyHeaders {
  private static final byte[] SIGNATURE = {
    0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A
  };

  /** Version 2, which says that somebody is brought. */
  public static final int PROXY = 0x21;

  /** Version 2, of a connection of the balancer's own. */
  public static final int LOCAL = 0x20;

  public static final int TCP_4 = 0x11;
  public static final int TCP_6 = 0x21;

  private ProxyHeaders() {}

  /** A line of version 1. */
  public static byte[] line(InetSocketAddress user) {
    InetAddress address = user.getAddress();
    return line(
        "%s %s %s %d 17894"
            .formatted(
                address instanceof Inet6Address ? "TCP6" : "TCP4",
                address.getHostAddress(),
                address instanceof Inet6Address ? "2001:db8::1" : "192.0.2.1",
                user.getPort()));
  }

  /** A line of version 1 with these words after the first. */
  public static byte[] line(String words) {
    return ("PROXY " + words + "\r\n").getBytes(US_ASCII);
  }

  /** Version 2, with additions of these bytes. */
  public static byte[] binary(InetSocketAddress user, byte... additions) {
    byte[] source = user.getAddress().getAddress();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(source);
    body.writeBytes(new byte[source.length]);
    body.write(user.getPort() >> 8);
    body.write(user.getPort());
    body.write(17894 >> 8);
    body.write(17894);
    body.writeBytes(additions);
    return binary(PROXY, source.length == 4 ? TCP_4 : TCP_6, body.toByteArray());
  }

  /** Version 2, of a balancer that asks whether somebody listens. */
  public static byte[] local() {
    return binary(LOCAL, 0);
  }

  /** Version 2 with anything in its fields. */
  public static byte[] binary(int command, int family, byte... body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(SIGNATURE);
    all.write(command);
    all.write(family);
    all.write(body.length >> 8);
    all.write(body.length);
    all.writeBytes(body);
    return all.toByteArray();
  }
}
