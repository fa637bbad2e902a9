package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * Takes what hosts send to reverse IP tags. Each datagram becomes the body of an SDP message with
 * flags 0x07, the tag, source port 0xFF and the tag's destination, and points its tag at its
 * sender, so that output through the tag finds the way back. The tag does not count it (public
 * source: spinnaker_tools scamp-3.c, {@code udp_pkt}). Event loop only.
 */
final class LiveInput {
  static final int MAX_LENGTH = 272;

  private final TagTable tags;
  private final ScampMachine machine;
  private final Tallies tallies;

  LiveInput(TagTable tags, ScampMachine machine, Tallies tallies) {
    this.tags = tags;
    this.machine = machine;
    this.tallies = tallies;
  }

  /** False if no tag listens on the port; true also for a datagram that is too long. */
  boolean receive(int port, ByteBuf datagram, InetSocketAddress sender) {
    int tag = tags.listeningOn(port);
    if (tag == TagTable.NONE) {
      return false;
    }
    if (datagram.readableBytes() > MAX_LENGTH) {
      tallies.drops().dropped(DropCause.OVERSIZE);
      return true;
    }
    TagEntry entry = tags.entry(tag);
    entry.pointAt(sender);
    tallies.scp().injection();
    machine.inject(datagram, tag, entry.setting());
    return true;
  }
}
