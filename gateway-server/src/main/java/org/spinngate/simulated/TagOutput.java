package org.spinngate.simulated;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sends SDP messages out through IP tags; what goes to one that is not valid is lost, and nobody is
 * told (public source: spinnaker_tools scamp-3.c, {@code eth_send_msg}). Event loop only.
 */
final class TagOutput {
  private static final int STRIPPED = 10;

  private final TagTable tags;
  private final Network network;

  TagOutput(TagTable tags, Network network) {
    this.tags = tags;
    this.network = network;
  }

  /**
   * Sends a message that starts with its two bytes of padding; a tag that strips sends what follows
   * the SDP header only. A transient tag is free again afterwards.
   *
   * @return false when there is no such tag
   */
  boolean send(int tag, byte[] message, int length) {
    @Nullable TagEntry entry = tags.valid(tag);
    if (entry == null) {
      return false;
    }
    int offset = entry.is(TagEntry.STRIP) ? STRIPPED : 0;
    ByteBuffer datagram = ByteBuffer.wrap(message, offset, Math.max(0, length - offset));
    if (entry.is(TagEntry.REVERSE)) {
      network.sendFrom(entry.setting().listenPort(), datagram, entry.destination());
    } else {
      network.sendFromScp(datagram, entry.destination());
    }
    if (entry.is(TagEntry.TRANSIENT)) {
      tags.clear(tag);
    } else {
      entry.counted();
    }
    return true;
  }
}
