package org.spinngate.server.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.server.access.User;
import org.spinngate.server.session.Sessions;

/** The second phase: a user who asks which boards there are, or for one of them. */
final class OpenHandler extends ChannelInboundHandlerAdapter {
  private final Sessions sessions;
  private final User user;
  private final Heartbeat heartbeat;

  OpenHandler(Sessions sessions, User user, Heartbeat heartbeat) {
    this.sessions = sessions;
    this.user = user;
    this.heartbeat = heartbeat;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Open open) {
      ClaimHandler next = new ClaimHandler(sessions, user, heartbeat);
      ctx.pipeline().replace(this, ctx.name(), next);
      next.begin(open);
    } else if (message instanceof ListBoards && !ctx.channel().isWritable()) {
      // One who asks again and again without reading the answers gets no more of them.
      ctx.close();
    } else if (message instanceof ListBoards) {
      List<Boards> pages = Boards.pages(sessions.boardsOf(user));
      pages.forEach(page -> ctx.write(page, ctx.voidPromise()));
      ctx.flush();
    } else if (message instanceof Bye) {
      ctx.close();
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
