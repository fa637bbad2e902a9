package org.spinngate.client.dial;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Elsewhere;
import org.spinngate.protocol.Refused;

/**
 * In front of every phase: a server that sends to another one does so in two messages, of which the
 * phases need to know neither.
 */
final class RedirectHandler extends ChannelInboundHandlerAdapter {
  private @Nullable Elsewhere latest;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Elsewhere before = latest;
    latest = null;
    if (message instanceof Elsewhere other) {
      latest = other;
    } else if (before != null
        && message instanceof Refused refused
        && refused.cause() == CloseCause.ELSEWHERE) {
      ctx.fireUserEventTriggered(new Ending.Elsewhere(before.address()));
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
