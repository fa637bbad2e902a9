package org.spinngate.protocol.mtu;

import java.util.Arrays;

/**
 * The sizes that are tried, each what fits networks that there are: an MTU without 28 bytes of
 * headers by IPv4, and without 48 by IPv6.
 */
final class Rungs {
  /**
   * Of MTU 1,280 (the least of IPv6), 1,380, 1,400, 1,420 (WireGuard), 1,440, 1,460, 1,480 (tunnels
   * in IPv4), 1,492 (PPPoE) and 1,500 (Ethernet); in front of them what is taken for granted.
   */
  private static final int[] BYTES = {
    PacketSize.LEAST,
    PacketSize.BASE,
    1232,
    1252,
    1332,
    1352,
    1372,
    1392,
    1412,
    1432,
    1444,
    1452,
    1464,
    PacketSize.MOST
  };

  private Rungs() {}

  static int bytes(int rung) {
    return BYTES[rung];
  }

  /** The highest one of no more bytes than this; the lowest of all if there is none. */
  static int below(int bytes) {
    int found = Arrays.binarySearch(BYTES, bytes);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }
}
