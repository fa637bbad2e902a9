package org.spinngate.server.config;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A block of addresses, such as {@code 10.0.0.0/8}, or one address.
 *
 * @param address the first address
 * @param prefix how many leading bits all of its addresses share
 */
public record AddressBlock(InetAddress address, int prefix) {
  private static final int MAPPED_PREFIX = 12;

  /** One address alone. */
  public static AddressBlock of(InetAddress address) {
    return new AddressBlock(address, address.getAddress().length * Byte.SIZE);
  }

  /** Whether an address is in it. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = plain(other);
    return mine.length == theirs.length && sameBits(mine, theirs);
  }

  /** Sockets of both families see IPv4 addresses in the words of IPv6. */
  private static byte[] plain(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean mapped =
        address instanceof Inet6Address
            && Arrays.mismatch(bytes, 0, 10, new byte[10], 0, 10) < 0
            && bytes[10] == -1
            && bytes[11] == -1;
    return mapped ? Arrays.copyOfRange(bytes, MAPPED_PREFIX, bytes.length) : bytes;
  }

  private boolean sameBits(byte[] mine, byte[] theirs) {
    int whole = prefix / Byte.SIZE;
    int mask = 0xFF00 >> prefix % Byte.SIZE & 0xFF;
    return Arrays.equals(mine, 0, whole, theirs, 0, whole)
        && (mask == 0 || (mine[whole] & mask) == (theirs[whole] & mask));
  }

  /** Without bits after the prefix. */
  public AddressBlock plain() {
    byte[] bytes = address.getAddress();
    for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
    }
    try {
      return new AddressBlock(InetAddress.getByAddress(bytes), prefix);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has as many bytes as it had", e);
    }
  }

  /** Whether all addresses of another one are in it. */
  boolean contains(AddressBlock other) {
    return prefix <= other.prefix && contains(other.address);
  }

  @Override
  public String toString() {
    return NetUtil.toAddressString(address) + "/" + prefix;
  }
}
