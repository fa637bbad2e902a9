package org.spinngate.client.check;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.ResetDone;

/** The second phase of a reset: the wish, and how it goes. */
final class ResetPhase extends ChannelInboundHandlerAdapter {
  private final String board;
  private final Consumer<String> news;
  private final Consumer<String> done;

  /**
   * @param news takes what is done meanwhile, in the server's words
   * @param done takes the server's words at the end
   */
  ResetPhase(String board, Consumer<String> news, Consumer<String> done) {
    this.board = board;
    this.news = news;
    this.done = done;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(new Reset(board), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Notice notice) {
      news.accept(notice.text());
    } else if (message instanceof ResetDone end) {
      done.accept(end.text());
      ctx.close();
    } else if (message instanceof Refused refused) {
      ctx.fireUserEventTriggered(Ending.of(refused));
    } else if (message instanceof Bye bye) {
      ctx.fireUserEventTriggered(Ending.of(bye));
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
