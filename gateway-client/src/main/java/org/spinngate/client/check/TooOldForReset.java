package org.spinngate.client.check;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;

/** The second phase with a server that does not know what a reset is: there is none. */
final class TooOldForReset extends ChannelInboundHandlerAdapter {
  private static final String WORDS = "the server is too old to reset boards";

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.pipeline()
        .fireUserEventTriggered(
            new Ending.Caused(CloseCause.VERSION_MISMATCH, WORDS, Optional.empty()));
  }
}
