package org.spinngate.simulated;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * One IP tag, as {@code IPTAG GET} shows it (little-endian, IP in network order):
 *
 * <pre>
 *  0    4     10        12        14      16      20        22          24          25     32
 * +----+-----+---------+---------+-------+-------+---------+-----------+-----------+------+
 * | IP | MAC | tx port | timeout | flags | count | rx port | dest chip | dest port | pad  |
 * +----+-----+---------+---------+-------+-------+---------+-----------+-----------+------+
 * </pre>
 */
final class TagEntry {
  static final int LENGTH = 32;

  static final int VALID = 0x8000;
  static final int TRANSIENT = 0x4000;
  static final int USE_SENDER = 0x0400;
  static final int REVERSE = 0x0200;
  static final int STRIP = 0x0100;

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final InetSocketAddress NOWHERE = new InetSocketAddress(0);

  private InetSocketAddress destination = NOWHERE;
  private int flags;
  private int count;
  private int receivePort;
  private int chip;
  private int port;
  private boolean expires;
  private long deadline;
  private int serial;

  /** Timeout code t stands for 2^(t-1) ticks of 10 ms, 0 for ever. */
  static int ticks(int timeoutCode) {
    return timeoutCode == 0 ? 0 : 1 << (timeoutCode - 1);
  }

  /** Starts this tag's next life. */
  void set(InetSocketAddress to, int newFlags, int ticks, long now) {
    destination = to;
    flags = newFlags;
    count = 0;
    receivePort = 0;
    chip = 0;
    port = 0;
    expires = ticks != 0;
    deadline = now + ticks * TICK_NANOS;
    serial++;
  }

  /** Where messages go that come in on {@code onPort}. */
  void setReceiver(int onPort, int toChip, int toPort) {
    receivePort = onPort;
    chip = toChip;
    port = toPort;
  }

  void pointAt(InetSocketAddress to) {
    destination = to;
  }

  void clear() {
    flags = 0;
  }

  void counted() {
    count++;
  }

  boolean hasExpired(long now) {
    return expires && now - deadline >= 0;
  }

  boolean isFree() {
    return flags == 0;
  }

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  InetSocketAddress destination() {
    return destination;
  }

  int receivePort() {
    return receivePort;
  }

  /**
   * Differs between any two lives of this tag, so that a late reply does not leave through
   * another's.
   */
  int serial() {
    return serial;
  }

  void encode(ByteBuffer into, long now) {
    ByteBuffer entry = into.slice().order(ByteOrder.LITTLE_ENDIAN);
    byte[] address = destination.getAddress().getAddress();
    entry.put(0, address);
    // A locally administered address made from the IP: this board does no ARP.
    entry.put(4, (byte) 2).put(6, address).putShort(10, (short) destination.getPort());
    long left = expires ? Math.max(0, deadline - now + TICK_NANOS - 1) / TICK_NANOS : 0;
    entry.putShort(12, (short) left).putShort(14, (short) flags).putInt(16, count);
    entry.putShort(20, (short) receivePort).putShort(22, (short) chip).put(24, (byte) port);
  }

  static InetSocketAddress address(byte[] ip, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(ip), port);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException("not an address of four bytes", impossible);
    }
  }
}
