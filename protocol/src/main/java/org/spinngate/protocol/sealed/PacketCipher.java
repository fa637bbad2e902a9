package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * AES-128-GCM of the Java platform, for all packets of one event loop: what it needs is made once.
 *
 * <p>Confined to that event loop, or to one thread.
 */
public final class PacketCipher {
  private static final String ALGORITHM = "AES/GCM/NoPadding";

  private final Cipher sealing;
  private final Cipher opening;

  /** Used in turn: the platform compares each nonce with the one before, of which it keeps ours. */
  private final Nonce[] sealingNonces = {new Nonce(), new Nonce()};

  private final Nonce openingNonce = new Nonce();
  private final byte[] header = new byte[SealedPacket.HEADER_BYTES];
  private final byte[] clear = new byte[SealedPacket.MAX_BYTES];
  private final byte[] sealed = new byte[SealedPacket.MAX_BYTES];
  private int turn;

  /** One for a loop. */
  public PacketCipher() {
    try {
      this.sealing = Cipher.getInstance(ALGORITHM);
      this.opening = Cipher.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  /**
   * Appends the sealed form of frames, and the tag, to a packet that has its header and nothing
   * else.
   *
   * @param packet has room for {@link SealedPacket#TAG_BYTES} more than the frames
   * @param frames are read
   */
  void seal(SecretKey key, int salt, long counter, ByteBuf packet, ByteBuf frames) {
    int length = frames.readableBytes();
    packet.getBytes(packet.readerIndex(), header);
    frames.readBytes(clear, 0, length);
    turn ^= 1;
    try {
      sealing.init(Cipher.ENCRYPT_MODE, key, sealingNonces[turn].set(salt, counter));
      sealing.updateAAD(header);
      int bytes = sealing.doFinal(clear, 0, length, sealed, 0);
      packet.writeBytes(sealed, 0, bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a packet cannot be sealed", e);
    }
  }

  /**
   * Puts the clear form in place of the sealed one, so that what is readable are the frames.
   *
   * @return whether the packet is authentic; if not, it is as it was
   */
  boolean open(SecretKey key, int salt, long counter, ByteBuf packet) {
    int start = packet.readerIndex() + SealedPacket.HEADER_BYTES;
    int length = packet.readableBytes() - SealedPacket.HEADER_BYTES;
    packet.getBytes(packet.readerIndex(), header);
    packet.getBytes(start, sealed, 0, length);
    int bytes;
    try {
      opening.init(Cipher.DECRYPT_MODE, key, openingNonce.set(salt, counter));
      opening.updateAAD(header);
      bytes = opening.doFinal(sealed, 0, length, clear, 0);
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a packet cannot be opened", e);
    }
    packet.setBytes(start, clear, 0, bytes).setIndex(start, start + bytes);
    return true;
  }
}
