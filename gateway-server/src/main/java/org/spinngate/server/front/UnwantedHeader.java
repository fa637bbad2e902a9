package org.spinngate.server.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ProtocolDetectionState;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;

/**
 * Tells the operator of the header of a load balancer that is not believed, and is gone at the
 * first bytes. The header goes on to where all bytes of strangers go, and ends the connection
 * there.
 */
final class UnwantedHeader extends ChannelInboundHandlerAdapter {
  private final Balancers balancers;

  UnwantedHeader(Balancers balancers) {
    this.balancers = balancers;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes && isHeader(bytes)) {
      balancers.tellOfStranger(ctx.channel());
    }
    ctx.fireChannelRead(message);
    ctx.pipeline().remove(this);
  }

  /** Headers come in one piece; a peer that sends single bytes is no balancer. */
  private static boolean isHeader(ByteBuf bytes) {
    return HAProxyMessageDecoder.detectProtocol(bytes).state() == ProtocolDetectionState.DETECTED;
  }
}
