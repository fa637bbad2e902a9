package org.spinngate.protocol.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.GrowingMessage;

/**
 * Sees to it that a peer that reads tails gets one with every message that may have it, and nobody
 * else any. So nothing above needs to know what the peer reads.
 *
 * <p>Confined to the channel's event loop.
 */
public final class ExtrasHandler extends ChannelOutboundHandlerAdapter {
  private boolean peerReads;

  /** The peer has said that it reads tails. */
  public void peerReadsExtras() {
    peerReads = true;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ctx.write(message instanceof GrowingMessage growing ? fitting(growing) : message, promise);
  }

  private GrowingMessage fitting(GrowingMessage message) {
    return message.extras().present() == peerReads
        ? message
        : message.with(peerReads ? Extras.of() : Extras.NONE);
  }
}
