package org.spinngate.simulated;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/**
 * One IP tag, as {@code IPTAG GET} shows it (little-endian, IP in network order; public source:
 * spinnaker_tools scamp.h, {@code iptag_t}):
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

  /** Waits for ARP to find its host; nothing can be sent through it yet. */
  static final int PENDING = 0x2000;

  static final int USE_SENDER = 0x0400;
  static final int REVERSE = 0x0200;
  static final int STRIP = 0x0100;

  static final InetSocketAddress NOWHERE = address(new byte[4], 0);

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private TagCommand setting = new TagCommand(0, 0, NOWHERE, 0, 0, 0);
  private InetSocketAddress destination = NOWHERE;
  private int flags;
  private int count;
  private long deadline;
  private int serial;

  /** Timeout code t stands for 2^(t-1) ticks of 10 ms, 0 for ever. */
  static int ticks(int timeoutCode) {
    return timeoutCode == 0 ? 0 : 1 << (timeoutCode - 1);
  }

  /** Starts this tag's next life: nothing can be sent through it before {@link #validate}. */
  void set(TagCommand to) {
    setting = to;
    destination = to.host();
    flags = to.flags() | (to.isReverse() ? 0 : PENDING);
    count = 0;
    serial++;
  }

  /** From now on it works, and its time runs: the board counts down valid tags only. */
  void validate(long now) {
    flags = (flags & ~PENDING) | VALID;
    deadline = now + setting.ticks() * TICK_NANOS;
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
    return is(VALID) && setting.ticks() != 0 && now - deadline >= 0;
  }

  boolean isFree() {
    return flags == 0;
  }

  boolean is(int flag) {
    return (flags & flag) != 0;
  }

  TagCommand setting() {
    return setting;
  }

  InetSocketAddress destination() {
    return destination;
  }

  /** The port that it listens on, or 0. */
  int listenPort() {
    return is(VALID) && is(REVERSE) ? setting.listenPort() : 0;
  }

  /**
   * Differs between any two lives of this tag, so that a late reply does not leave through
   * another's.
   */
  int serial() {
    return serial;
  }

  /** Writes all but the pad, which stays as it is. */
  void encode(ByteBuffer into, long now) {
    ByteBuffer entry = into.slice().order(ByteOrder.LITTLE_ENDIAN);
    byte[] address = destination.getAddress().getAddress();
    entry.put(0, address).put(4, hardwareAddress(address));
    entry.putShort(10, (short) destination.getPort());
    entry.putShort(12, (short) ticksLeft(now)).putShort(14, (short) flags).putInt(16, count);
    entry.putShort(20, (short) setting.listenPort()).putShort(22, (short) setting.chip());
    entry.put(24, (byte) setting.core());
  }

  /**
   * Made from the IP, as of a locally administered address. The board keeps the IP that it asks ARP
   * for in the same place (spinn_net.c, {@code arp_lookup}), and a reverse tag knows none before
   * somebody has sent to it.
   */
  private byte[] hardwareAddress(byte[] ip) {
    byte[] mac = new byte[6];
    if (is(PENDING)) {
      System.arraycopy(ip, 0, mac, 0, ip.length);
    } else if (destination.getPort() != 0 && !destination.getAddress().isAnyLocalAddress()) {
      mac[0] = 2;
      System.arraycopy(ip, 0, mac, 2, ip.length);
    }
    return mac;
  }

  private long ticksLeft(long now) {
    if (setting.ticks() == 0) {
      return 0;
    }
    long left = (deadline - now + TICK_NANOS - 1) / TICK_NANOS;
    return is(VALID) ? Math.max(0, left) : setting.ticks();
  }

  static InetSocketAddress address(byte[] ip, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress(ip), port);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException("not an address of four bytes", impossible);
    }
  }
}
