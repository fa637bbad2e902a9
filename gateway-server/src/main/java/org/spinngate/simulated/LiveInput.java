package org.spinngate.simulated;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Takes what hosts send to reverse IP tags. Each datagram points its tag at its sender, so that
 * output through the tag finds the way back. Event loop only.
 */
final class LiveInput {
  static final int MAX_LENGTH = 272;

  private final TagTable tags;
  private final Tallies tallies;
  private final InjectionListener listener;

  LiveInput(TagTable tags, Tallies tallies, InjectionListener listener) {
    this.tags = tags;
    this.tallies = tallies;
    this.listener = listener;
  }

  /** True if a tag listens on the port, whether or not it could use the datagram. */
  boolean receive(int port, ByteBuf datagram, InetSocketAddress sender) {
    int tag = tags.listeningOn(port);
    @Nullable TagEntry entry = tags.valid(tag);
    if (entry == null) {
      return false;
    }
    if (datagram.readableBytes() > MAX_LENGTH) {
      tallies.drops().dropped(DropCause.OVERSIZE);
      return true;
    }
    entry.pointAt(sender);
    entry.counted();
    tallies.scp().injection();
    listener.injected(tag, ByteBufUtil.getBytes(datagram));
    return true;
  }
}
