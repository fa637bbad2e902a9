package org.spinngate.protocol.loss;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.Frame;

/**
 * The frame of a sealed packet that says which packets are missing. Ranges follow each other
 * upwards.
 *
 * <pre>
 *  0        2      3         7          15
 *  +--------+------+---------+----------+             +---------+--------+
 *  | length | 0x89 | index   | from     | then, each  | after   | count  |
 *  |        |      | 4 bytes | 8 bytes  |             | 2 bytes | 1 byte |
 *  +--------+------+---------+----------+             +---------+--------+
 * </pre>
 *
 * <p>{@code index} names the key of the missing packets. A range begins {@code after} counters
 * after the end of the one before it, the first one after {@code from}, and has {@code count}
 * packets, 1 to 255. A frame of nothing but its kind asks for nothing: it says that its sender
 * keeps what it sends for a while, and may be asked.
 *
 * <p>One object is used for all that a path asks; confined to its event loop.
 */
public final class Ask {
  /** The kind of the frame. */
  public static final int KIND = 0x89;

  /** Bytes of the frame that asks for nothing. */
  public static final int EMPTY_BYTES = Frame.HEADER_BYTES;

  /** Most ranges of a frame. */
  static final int MOST_RANGES = 32;

  /** Most packets of a frame, all ranges together; those beyond are not looked for. */
  static final int MOST_PACKETS = 1_024;

  private static final int FIXED_BYTES = Integer.BYTES + Long.BYTES;
  private static final int RANGE_BYTES = Short.BYTES + 1;
  private static final int MOST_COUNT = 0xFF;
  private static final int MOST_AFTER = 0xFFFF;

  private final long[] firsts = new long[MOST_RANGES];
  private final int[] counts = new int[MOST_RANGES];
  private int index;
  private int ranges;
  private int packets;

  /** Gets what a frame asks for. */
  public interface Asked {
    /**
     * A packet is missing.
     *
     * @param index of its key
     * @return whether to go on with the next one
     */
    boolean missing(int index, long counter);
  }

  /** Asks for nothing any more. */
  void clear() {
    ranges = 0;
    packets = 0;
  }

  /** Whether it asks for anything. */
  public boolean isEmpty() {
    return ranges == 0;
  }

  /** How many packets it asks for. */
  int packets() {
    return packets;
  }

  /** Whether packets of this key can be in the same frame. */
  boolean mayHave(int key) {
    return isEmpty() || index == key;
  }

  /**
   * Asks for another packet.
   *
   * @return whether it had room, and the counter is above all before
   */
  boolean add(int key, long counter) {
    boolean follows = !isEmpty() && counter == end() && counts[ranges - 1] < MOST_COUNT;
    if (packets == MOST_PACKETS || !(follows || mayBegin(counter))) {
      return false;
    }
    if (!follows) {
      firsts[ranges] = counter;
      counts[ranges] = 0;
      ranges++;
    }
    index = key;
    counts[ranges - 1]++;
    packets++;
    return true;
  }

  private boolean mayBegin(long counter) {
    boolean inReach = isEmpty() || (counter >= end() && counter - end() <= MOST_AFTER);
    return ranges < MOST_RANGES && inReach;
  }

  private long end() {
    return firsts[ranges - 1] + counts[ranges - 1];
  }

  /** Bytes of the frame. */
  public int bytes() {
    return isEmpty() ? EMPTY_BYTES : EMPTY_BYTES + FIXED_BYTES + ranges * RANGE_BYTES;
  }

  /** Appends the frame. */
  public void write(ByteBuf out) {
    out.writeShort(bytes() - Frame.LENGTH_BYTES).writeByte(KIND);
    if (!isEmpty()) {
      out.writeInt(index).writeLong(firsts[0]);
    }
    long behind = isEmpty() ? 0 : firsts[0];
    for (int i = 0; i < ranges; i++) {
      out.writeShort((int) (firsts[i] - behind)).writeByte(counts[i]);
      behind = firsts[i] + counts[i];
    }
  }

  /** Appends the frame that asks for nothing. */
  public static void writeEmpty(ByteBuf out) {
    out.writeShort(EMPTY_BYTES - Frame.LENGTH_BYTES).writeByte(KIND);
  }

  /**
   * Reads what stands after the kind. What does not keep to the drawing asks for nothing.
   *
   * @param bytes how many there are
   */
  public static void read(ByteBuf in, int bytes, Asked asked) {
    int ranges = (bytes - FIXED_BYTES) / RANGE_BYTES;
    boolean wellFormed = bytes == FIXED_BYTES + ranges * RANGE_BYTES;
    if (bytes <= FIXED_BYTES || !wellFormed || ranges > MOST_RANGES) {
      return;
    }
    int key = in.readInt();
    long counter = in.readLong();
    int left = MOST_PACKETS;
    for (int i = 0; i < ranges; i++) {
      counter += in.readUnsignedShort();
      int count = Math.min(left, in.readUnsignedByte());
      left -= count;
      for (int each = 0; each < count; each++) {
        if (!asked.missing(key, counter++)) {
          return;
        }
      }
    }
  }
}
