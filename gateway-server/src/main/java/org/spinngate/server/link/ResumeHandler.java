package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.LoggedIn;
import org.spinngate.server.net.Peer;
import org.spinngate.server.session.Session;

/**
 * The fourth phase of a client that is back for its session: brings the connection to the session's
 * event loop and the two together. Without such a session it gives way to {@link ClaimHandler}.
 */
final class ResumeHandler extends ChannelInboundHandlerAdapter {
  private final LoginContext context;
  private final LoggedIn who;
  private @Nullable ChannelHandlerContext place;

  ResumeHandler(LoginContext context, LoggedIn who) {
    this.context = context;
    this.who = who;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    place = ctx;
  }

  private ChannelHandlerContext place() {
    return Objects.requireNonNull(place, "not in a pipeline");
  }

  void begin(Resume wish) {
    ChannelHandlerContext ctx = place();
    Optional<Session> session = context.sessions().find(who.login(), wish);
    if (session.isPresent()) {
      // It ticks on the loop that it was made for.
      Heartbeats.end(ctx.pipeline());
      Relocation.move(ctx.channel(), session.get().loop(), () -> resume(session.get(), wish));
    } else {
      ClaimHandler next = new ClaimHandler(context, who);
      ctx.pipeline().replace(this, ctx.name(), next);
      next.begin(wish);
    }
  }

  /** On the way nobody is there to answer; the client will ask again. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Bye) {
      ctx.close();
    } else if (!(message instanceof Ping || message instanceof Pong)) {
      ctx.fireChannelRead(message);
    }
  }

  private void resume(Session session, Resume wish) {
    Channel channel = place().channel();
    ChannelPipeline pipeline = channel.pipeline();
    SealedTunnel tunnel = context.carriers().tunnel(channel, context.heartbeats().begin(pipeline));
    SessionHandler next = new SessionHandler(session, tunnel);
    who.hasSession();
    pipeline.replace(this, TunnelInitializer.PHASE, next);
    session
        .resume(
            tunnel,
            wish.generation(),
            new Client(who.login(), Peer.text(channel), channel.eventLoop()))
        .ifPresentOrElse(
            cause -> refuse(channel, wish, cause), () -> next.resumed(context, channel));
  }

  private void refuse(Channel channel, Resume wish, CloseCause cause) {
    context.decisions().boardRefused(who.login(), channel, wish.wish().board(), cause);
    channel
        .pipeline()
        .replace(TunnelInitializer.PHASE, TunnelInitializer.PHASE, new DiscardHandler());
    CloseAfterWrite.write(channel, Refused.because(cause));
  }
}
