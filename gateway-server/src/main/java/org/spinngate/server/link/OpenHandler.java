package org.spinngate.server.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.access.User;

/**
 * The second phase: a user who asks which boards there are, or for one of them. Whoever does
 * neither open nor resume a session in time makes room for others.
 */
final class OpenHandler extends ChannelInboundHandlerAdapter {
  /** From the login on; clients of ours need a round trip. */
  private static final long MOST_SECONDS = 30;

  private final Reception reception;
  private final User user;
  private final BoardLists lists;
  private @Nullable Future<?> deadline;

  OpenHandler(Reception reception, User user) {
    this.reception = reception;
    this.user = user;
    this.lists = new BoardLists(() -> Boards.pages(reception.sessions().boardsOf(user)));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline =
        new LaterTask(() -> ctx.fireUserEventTriggered(CloseCause.LOGIN_TIMEOUT))
            .in(ctx.executor(), MOST_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Open open) {
      ClaimHandler next = new ClaimHandler(reception, user);
      ctx.pipeline().replace(this, ctx.name(), next);
      next.begin(open);
    } else if (message instanceof Resume resume) {
      ResumeHandler next = new ResumeHandler(reception, user);
      ctx.pipeline().replace(this, ctx.name(), next);
      next.begin(resume);
    } else if (message instanceof ListBoards) {
      lists.ask(ctx.channel());
    } else if (message instanceof Bye) {
      ctx.close();
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
