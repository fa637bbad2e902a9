package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * What the packets of one direction are sealed with: a key for AES-128-GCM and the constant part of
 * its nonces. Drawn by the server and told to the client inside TLS.
 *
 * @param high the key's first eight bytes
 * @param low the other eight
 * @param salt the first four bytes of each nonce; the packet's counter is the rest
 */
public record SealingKey(long high, long low, int salt) {
  /** Bytes of the key itself. */
  public static final int KEY_BYTES = 2 * Long.BYTES;

  /** A fresh one. */
  public static SealingKey random(SecureRandom random) {
    return new SealingKey(random.nextLong(), random.nextLong(), random.nextInt());
  }

  /** The key itself, without the salt; the array is the caller's. */
  public byte[] bytes() {
    return ByteBuffer.allocate(KEY_BYTES).putLong(high).putLong(low).array();
  }

  /** Keeps the secret out of every log. */
  @Override
  public String toString() {
    return "SealingKey[secret]";
  }

  void write(ByteBuf out) {
    out.writeLong(high);
    out.writeLong(low);
    out.writeInt(salt);
  }

  static SealingKey read(ByteBuf in) {
    return new SealingKey(Wire.readLong(in), Wire.readLong(in), Wire.readInt(in));
  }
}
