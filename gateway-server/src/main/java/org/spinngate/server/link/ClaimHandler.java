package org.spinngate.server.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.stream.StreamTunnel;
import org.spinngate.server.access.User;
import org.spinngate.server.session.Claim;
import org.spinngate.server.session.Client;
import org.spinngate.server.session.Door;
import org.spinngate.server.session.Session;
import org.spinngate.server.session.Sessions;

/** The third phase: a client that wants a board and may have to wait for it. */
final class ClaimHandler extends ChannelInboundHandlerAdapter implements Door {
  private final Sessions sessions;
  private final User user;
  private final Heartbeat heartbeat;
  private @Nullable ChannelHandlerContext context;
  private String board = "";
  private Optional<Claim> claim = Optional.empty();

  ClaimHandler(Sessions sessions, User user, Heartbeat heartbeat) {
    this.sessions = sessions;
    this.user = user;
    this.heartbeat = heartbeat;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context, "not in a pipeline");
  }

  void begin(Open open) {
    board = open.board();
    ChannelHandlerContext ctx = context();
    Client client = new Client(user, Peer.text(ctx.channel()), ctx.channel().eventLoop());
    StreamTunnel tunnel = StreamTunnel.ofServer(ctx.channel(), heartbeat);
    claim = sessions.open(client, board, open.waitSeconds(), tunnel, this);
  }

  @Override
  public void waiting(int position, Optional<Holder> holder) {
    context().writeAndFlush(new Waiting(position, holder));
  }

  @Override
  public void opened(Session session) {
    ChannelHandlerContext ctx = context();
    claim = Optional.empty();
    ctx.pipeline().replace(this, ctx.name(), new SessionHandler(session));
    ctx.channel().writeAndFlush(session.greeting());
  }

  @Override
  public void refused(CloseCause cause, String text, Optional<Holder> holder) {
    ChannelHandlerContext ctx = context();
    AuditLog.boardRefused(user.name(), Peer.text(ctx.channel()), board, cause.label());
    ctx.pipeline().replace(this, ctx.name(), new Ended());
    LastWord.say(ctx.channel(), new Refused(cause, text, holder));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Bye) {
      ctx.pipeline().replace(this, ctx.name(), new Ended());
      ctx.channel().close();
    } else {
      ctx.fireChannelRead(message);
    }
  }

  /** Another phase has come or the channel is closed: a wish that still stands is withdrawn. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    claim.ifPresent(Claim::cancel);
  }
}
