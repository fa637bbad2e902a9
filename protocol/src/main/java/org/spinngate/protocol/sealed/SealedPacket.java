package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.mtu.PacketSize;

/**
 * A packet of the sealed carrier, one UDP datagram each. All numbers are big-endian.
 *
 * <pre>
 *  0      1         5           13
 *  +------+---------+-----------+----------------------------+----------+
 *  | 0x47 | index   | counter   | frames, encrypted          | tag      |
 *  |      | 4 bytes | 8 bytes   |                            | 16 bytes |
 *  +------+---------+-----------+----------------------------+----------+
 *  |        in clear,           |
 *  |       authenticated        |
 * </pre>
 *
 * <p>{@code index} names the keys ({@link org.spinngate.protocol.Sealing}). {@code counter} is
 * different in every packet that a key seals, and grows; a copy of a packet is the same bytes
 * again. The nonce of AES-128-GCM is the direction's salt, 4 bytes, and the counter. The frames are
 * a time mark and, after it, frames of the kinds in {@link SealedFrame}.
 */
public final class SealedPacket {
  /** The first byte; no datagram of the old program begins with it. */
  public static final int FIRST_BYTE = 0x47;

  /** Bytes in clear. */
  static final int HEADER_BYTES = 13;

  /** Bytes of the tag at the end. */
  static final int TAG_BYTES = 16;

  /** Bytes of a packet beside its frames. */
  static final int OVERHEAD_BYTES = HEADER_BYTES + TAG_BYTES;

  /** The longest packet that is taken. */
  static final int MAX_BYTES = PacketSize.MOST;

  private static final int SHORTEST = OVERHEAD_BYTES + DataFrame.TIME_MARK_BYTES;
  private static final int INDEX_AT = 1;
  private static final int COUNTER_AT = 5;

  private SealedPacket() {}

  /** Whether a datagram may be a packet: long enough, not too long, and its first byte is right. */
  public static boolean mayBe(ByteBuf datagram) {
    int bytes = datagram.readableBytes();
    return bytes >= SHORTEST
        && bytes <= MAX_BYTES
        && datagram.getUnsignedByte(datagram.readerIndex()) == FIRST_BYTE;
  }

  /** The index of a packet that {@link #mayBe} one. */
  public static int index(ByteBuf packet) {
    return packet.getInt(packet.readerIndex() + INDEX_AT);
  }

  static long counter(ByteBuf packet) {
    return packet.getLong(packet.readerIndex() + COUNTER_AT);
  }
}
