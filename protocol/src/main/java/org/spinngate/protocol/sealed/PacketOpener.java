package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import java.util.function.LongPredicate;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.spinngate.protocol.SealingKey;

/**
 * Opens the packets that one key has sealed, each once. The window moves only for authentic ones.
 * Confined to its event loop.
 */
final class PacketOpener {
  private final PacketCipher cipher;
  private final SecretKey key;
  private final int salt;
  private final ReplayWindow window = new ReplayWindow();
  private final LongPredicate isMissing = window::isNew;

  PacketOpener(PacketCipher cipher, SealingKey key) {
    this.cipher = cipher;
    this.key = new SecretKeySpec(key.bytes(), "AES");
    this.salt = key.salt();
  }

  /** The highest counter so far, -1 for none. */
  long highest() {
    return window.highest();
  }

  /** Tells of a counter whether its packet has not come, and is not too old to be taken. */
  LongPredicate isMissing() {
    return isMissing;
  }

  /** What a packet turned out to be. */
  enum Verdict {
    /** Authentic, and newer than all before. */
    NEWEST,
    /** Authentic, overtaken by others. */
    OVERTAKEN,
    /** The same bytes, or their counter at least, have been here. */
    COPY,
    /** Not authentic, or too old to tell. */
    WORTHLESS;

    /** Whether it is authentic and has not been here. */
    boolean isFresh() {
      return this == NEWEST || this == OVERTAKEN;
    }
  }

  /**
   * Opens a packet that {@link SealedPacket#mayBe} one; if it is authentic, what is readable
   * afterwards are its frames.
   */
  Verdict open(ByteBuf packet) {
    long counter = SealedPacket.counter(packet);
    if (!window.isNew(counter)) {
      return window.isCopy(counter) ? Verdict.COPY : Verdict.WORTHLESS;
    }
    if (!cipher.open(key, salt, counter, packet)) {
      return Verdict.WORTHLESS;
    }
    Verdict verdict = window.isNewest(counter) ? Verdict.NEWEST : Verdict.OVERTAKEN;
    window.arrived(counter);
    return verdict;
  }
}
