package org.spinngate.protocol.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;

/** A network that takes no more: what is written waits for a flush that never comes. */
final class StuckHandler extends ChannelOutboundHandlerAdapter {
  @Override
  public void flush(ChannelHandlerContext ctx) {
    // Nothing ever leaves.
  }
}
