package org.spinngate.protocol;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The address that a board has on its own network, as {@link Opened} may tell it in its tail.
 * Boards speak IPv4 only.
 *
 * <pre>
 *  +--------------+-----------+-----------+
 *  | IPv4 address | SCP port  | boot port |
 *  | 4 bytes      | 2 bytes   | 2 bytes   |
 *  +--------------+-----------+-----------+
 * </pre>
 *
 * @param scp where its SCP and SDP service is
 * @param boot where its boot service is, at the same IP address
 */
public record BoardAddress(InetSocketAddress scp, InetSocketAddress boot) {
  private static final int TYPE = ExtraType.BOARD_ADDRESS.number();
  private static final int IP_BYTES = 4;
  private static final int BYTES = IP_BYTES + 2 * Short.BYTES;

  /** The IP address of both. */
  public InetAddress ip() {
    return scp.getAddress();
  }

  /** A tail that tells the address too; the same one if the address is none of IPv4. */
  public Extras addedTo(Extras extras) {
    if (!(ip() instanceof Inet4Address)) {
      return extras;
    }
    ByteBuffer value = ByteBuffer.allocate(BYTES).put(ip().getAddress());
    value.putShort((short) scp.getPort()).putShort((short) boot.getPort());
    return extras.plus(TYPE, value.array());
  }

  /** What a message's tail tells, if it does. */
  public static Optional<BoardAddress> in(Extras extras) {
    return extras.value(TYPE).filter(value -> value.length == BYTES).map(BoardAddress::read);
  }

  /** Where a host can be that a session tells: neither everybody nor nobody. */
  public static Optional<Inet4Address> ipv4(Opened session) {
    return in(session.extras())
        .map(BoardAddress::ip)
        .filter(ip -> !ip.isAnyLocalAddress() && !ip.isMulticastAddress())
        .map(Inet4Address.class::cast);
  }

  private static BoardAddress read(byte[] value) {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    byte[] ip = new byte[IP_BYTES];
    bytes.get(ip);
    try {
      InetAddress address = InetAddress.getByAddress(ip);
      return new BoardAddress(
          new InetSocketAddress(address, Short.toUnsignedInt(bytes.getShort())),
          new InetSocketAddress(address, Short.toUnsignedInt(bytes.getShort())));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
