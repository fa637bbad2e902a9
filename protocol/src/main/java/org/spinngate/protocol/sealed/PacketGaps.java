package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.loss.MissingPackets;

/**
 * Notices which packets are missing, by the counters of those that come. A gap counts if datagrams
 * are missing, too: nobody misses a lost question or ask.
 *
 * <p>Confined to the event loop; makes no objects.
 */
final class PacketGaps {
  private final MissingPackets missing;
  private @Nullable PacketOpener opener;
  private int key;
  private long counter;
  private long highestBefore;
  private boolean newest;
  private boolean peerKeeps;

  PacketGaps(MissingPackets missing) {
    this.missing = missing;
  }

  /** The peer keeps what it sends for a while, and may be asked. */
  void peerKeeps() {
    peerKeeps = true;
  }

  /** Opens a packet; null opens none. */
  PacketOpener.Verdict open(@Nullable PacketOpener by, ByteBuf packet) {
    opener = by;
    if (by == null) {
      return PacketOpener.Verdict.WORTHLESS;
    }
    key = SealedPacket.index(packet);
    counter = SealedPacket.counter(packet);
    highestBefore = by.highest();
    return by.open(packet);
  }

  /** That packet is authentic and was not here before. */
  void came(boolean isNewest, long now) {
    newest = isNewest;
    if (!newest) {
      missing.came(key, counter, now);
    }
  }

  /** Datagrams have left before that packet that have not come. */
  void datagramsMissing(long now) {
    PacketOpener by = opener;
    if (peerKeeps && newest && by != null && counter - highestBefore > 1) {
      missing.noticed(key, by.isMissing(), highestBefore + 1, counter - 1, now);
      // A packet may say that as often as it likes.
      newest = false;
    }
  }

  /** What the peer should be asked for. */
  MissingPackets missing() {
    return missing;
  }
}
