package org.spinngate.protocol.loss;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The packets that have left lately, as they were sealed, each under its key and counter. They
 * stand in a ring in the order in which they left:
 *
 * <pre>
 *   forgotten | oldest ................................ next
 *             | younger than the horizon, and not too many |
 * </pre>
 *
 * <p>What is too old goes first, then the oldest until this path keeps no more than it may, and no
 * more than is left for all others. The ring grows with the rate. Confined to the event loop; makes
 * no objects for a packet beside Netty's pooled ones.
 */
final class SentPackets {
  /** Half a second of 36,000 packets a second is 18,000. */
  static final int MOST = 1 << 15;

  /** Bytes of one path; half a second of 36,000 datagrams of 272 bytes is 5.4 million. */
  static final int MOST_BYTES = 6 << 20;

  private static final int FIRST_SLOTS = 16;

  private final HeldBytes held;
  private final long horizonNanos;
  private @Nullable ByteBuf[] packets = new ByteBuf[FIRST_SLOTS];
  private long[] sentAt = new long[FIRST_SLOTS];
  private long oldest;
  private long next;
  private int bytes;
  private int index;
  private long begins;
  private int formerIndex;
  private long formerBegins;
  private boolean renewed;

  /**
   * @param held shared with the other paths
   * @param horizonNanos how old a packet may be that is still worth sending
   */
  SentPackets(HeldBytes held, long horizonNanos) {
    this.held = held;
    this.horizonNanos = horizonNanos;
  }

  /** From here on packets have another key, whose counters begin here. */
  void begin(int key, long counter) {
    formerIndex = index;
    formerBegins = begins;
    renewed = next > 0;
    index = key;
    begins = next - counter;
  }

  /**
   * Keeps a packet that leaves now, if there is room.
   *
   * @param counter above all before it of this key
   * @param packet stays the caller's
   */
  void add(long counter, ByteBuf packet, long now) {
    forgetOld(now);
    long place = begins + counter;
    int size = packet.readableBytes();
    while (oldest < next && (place - oldest >= MOST || bytes + size > most())) {
      forgetOldest();
    }
    if (!held.take(size)) {
      return;
    }
    oldest = oldest == next ? place : oldest;
    growTo((int) (place - oldest) + 1);
    int slot = slot(place);
    packets[slot] = packet.retainedDuplicate();
    sentAt[slot] = now;
    bytes += size;
    next = place + 1;
  }

  /** Who keeps no more than is left for others leaves room for each that comes later. */
  private long most() {
    return Math.min(MOST_BYTES, held.free());
  }

  private void growTo(int slots) {
    if (slots <= packets.length) {
      return;
    }
    @Nullable ByteBuf[] fewer = packets;
    long[] times = sentAt;
    int many = Integer.highestOneBit(slots - 1) << 1;
    packets = new ByteBuf[many];
    sentAt = new long[many];
    for (long place = oldest; place < next; place++) {
      int from = (int) (place & fewer.length - 1);
      packets[slot(place)] = fewer[from];
      sentAt[slot(place)] = times[from];
    }
  }

  private int slot(long place) {
    return (int) (place & packets.length - 1);
  }

  /**
   * A packet that is still worth sending, which stays this object's; null if there is none.
   *
   * @param key names the key that has sealed it
   */
  @Nullable ByteBuf find(int key, long counter, long now) {
    long place = placeOf(key, counter);
    boolean inside = place >= oldest && place < next;
    return inside && now - sentAt[slot(place)] < horizonNanos ? packets[slot(place)] : null;
  }

  /** How long ago a packet left that was {@link #find found}, in nanoseconds. */
  long age(int key, long counter, long now) {
    return now - sentAt[slot(placeOf(key, counter))];
  }

  private long placeOf(int key, long counter) {
    if (counter < 0 || counter > Long.MAX_VALUE / 2) {
      return -1;
    }
    if (key == index) {
      return begins + counter;
    }
    long place = formerBegins + counter;
    return renewed && key == formerIndex && place < begins ? place : -1;
  }

  /** Forgets what is too old. */
  void forgetOld(long now) {
    while (oldest < next && isOld(oldest, now)) {
      forgetOldest();
    }
    if (oldest == next && packets.length > FIRST_SLOTS) {
      packets = new ByteBuf[FIRST_SLOTS];
      sentAt = new long[FIRST_SLOTS];
    }
  }

  private boolean isOld(long place, long now) {
    return packets[slot(place)] == null || now - sentAt[slot(place)] >= horizonNanos;
  }

  private void forgetOldest() {
    int slot = slot(oldest++);
    ByteBuf packet = packets[slot];
    packets[slot] = null;
    if (packet != null) {
      bytes -= packet.readableBytes();
      held.give(packet.readableBytes());
      packet.release();
    }
  }

  /** How many bytes are kept. */
  int bytes() {
    return bytes;
  }

  /** Forgets everything. */
  void clear() {
    while (oldest < next) {
      forgetOldest();
    }
    Arrays.fill(packets, null);
  }
}
