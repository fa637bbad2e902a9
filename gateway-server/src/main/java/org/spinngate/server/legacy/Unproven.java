package org.spinngate.server.legacy;

/**
 * What may be sent by UDP to an address that anybody may have written into his datagrams: three
 * times what came from there, and beyond that so much in a second.
 *
 * <p>Nothing in the old wire proves that an address hears us: somebody who forges it can foresee
 * what a tool would say next. A request for 256 bytes is 54 bytes on the wire and its reply 298, so
 * three times alone would end every tool that reads; with a bound in each second they work, and
 * somebody who forges an address makes us send no flood there.
 *
 * <p>Confined to the event loop of its client.
 */
final class Unproven {
  /** As for QUIC, before an address has shown that it receives (RFC 9000, 8.1). */
  static final int TIMES = 3;

  /** In a second, beyond it; some 7,700 reads of 256 bytes. */
  static final long BEYOND = 1 << 20;

  /** Of IPv4 and UDP, which count on a line as well. */
  static final int HEADERS = 28;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private long credit;
  private long beyond;
  private long secondBegan;
  private boolean begun;

  /** A datagram came, of so many bytes. */
  void heard(int bytes) {
    credit += (long) TIMES * (bytes + HEADERS);
  }

  /**
   * Whether a datagram may be sent; if so, it counts as sent.
   *
   * @param bytes how long it is
   * @param now by a monotonic clock, in nanoseconds
   */
  boolean maySend(int bytes, long now) {
    long cost = (long) bytes + HEADERS;
    if (credit >= cost) {
      credit -= cost;
      return true;
    }
    if (!begun || now - secondBegan >= SECOND_NANOS) {
      begun = true;
      secondBegan = now;
      beyond = BEYOND;
    }
    if (beyond < cost) {
      return false;
    }
    beyond -= cost;
    return true;
  }
}
