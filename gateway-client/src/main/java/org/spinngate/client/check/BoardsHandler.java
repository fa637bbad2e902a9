package org.spinngate.client.check;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.function.Consumer;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Refused;

/** The second phase of a question: which boards are there, page by page, and goodbye. */
public final class BoardsHandler extends ChannelInboundHandlerAdapter {
  private final Consumer<List<Boards.Entry>> answer;
  private final BoardPages pages = new BoardPages();

  /**
   * @param answer gets all boards in the operator's order, once
   */
  public BoardsHandler(Consumer<List<Boards.Entry>> answer) {
    this.answer = answer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(new ListBoards(), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Boards page) {
      take(ctx, page);
    } else if (message instanceof Refused refused) {
      ctx.fireUserEventTriggered(Ending.of(refused));
    } else if (message instanceof Bye bye) {
      ctx.fireUserEventTriggered(Ending.of(bye));
    } else if (!(message instanceof Notice)) {
      ctx.fireChannelRead(message);
    }
  }

  private void take(ChannelHandlerContext ctx, Boards page) {
    pages
        .take(page)
        .ifPresent(
            entries -> {
              answer.accept(entries);
              ctx.writeAndFlush(new Bye(CloseCause.RELEASED, ""))
                  .addListener(ChannelFutureListener.CLOSE);
            });
  }
}
