package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.spinngate.protocol.SealingKey;

/** Seals packets by one key, each with a counter of its own. Confined to its event loop. */
final class PacketSealer {
  /**
   * After so many packets there should be a new key. AES-128-GCM is safe for more than 2^28 packets
   * of this size before anything can be told from them (RFC 9001, appendix B).
   */
  static final long MANY = 1L << 24;

  private static final long MOST = 1L << 28;

  private final PacketCipher cipher;
  private final SecretKey key;
  private final int salt;
  private final int index;
  private long counter;

  PacketSealer(PacketCipher cipher, SealingKey key, int index) {
    this(cipher, key, index, 0);
  }

  /**
   * @param before how many packets the key has sealed already, whose counters are used up
   */
  PacketSealer(PacketCipher cipher, SealingKey key, int index, long before) {
    this.cipher = cipher;
    this.key = new SecretKeySpec(key.bytes(), "AES");
    this.salt = key.salt();
    this.index = index;
    this.counter = before;
  }

  /** Whether another packet may be sealed at all. */
  boolean isFresh() {
    return counter < MOST;
  }

  /** Names the key. */
  int index() {
    return index;
  }

  /** How many packets it has sealed. */
  long count() {
    return counter;
  }

  /**
   * Seals frames into a new packet.
   *
   * @param frames no more than a packet of {@link SealedPacket#MAX_BYTES} has room for; they are
   *     read
   */
  ByteBuf seal(ByteBufAllocator allocator, ByteBuf frames) {
    if (!isFresh()) {
      throw new IllegalStateException("this key has sealed enough");
    }
    int bytes = SealedPacket.OVERHEAD_BYTES + frames.readableBytes();
    ByteBuf packet = allocator.directBuffer(bytes);
    long number = counter++;
    packet.writeByte(SealedPacket.FIRST_BYTE).writeInt(index).writeLong(number);
    cipher.seal(key, salt, number, packet, frames);
    return packet;
  }
}
