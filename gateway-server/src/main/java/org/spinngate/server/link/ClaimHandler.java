package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Elsewhere;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.stream.NewestMessage;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.LoggedIn;
import org.spinngate.server.net.Peer;
import org.spinngate.server.session.Claim;
import org.spinngate.server.session.ClaimListener;
import org.spinngate.server.session.Session;

/** The fourth phase: a client that wants a board and may have to wait for it. */
final class ClaimHandler extends ChannelInboundHandlerAdapter implements ClaimListener {
  private final LoginContext context;
  private final LoggedIn who;
  private @Nullable ChannelHandlerContext place;
  private @Nullable SealedTunnel tunnel;
  private final NewestMessage places = new NewestMessage();
  private String board = "";
  private Optional<Claim> claim = Optional.empty();
  private CloseCause withdrawal = CloseCause.LOST;

  ClaimHandler(LoginContext context, LoggedIn who) {
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

  void begin(Open wish) {
    board = wish.board();
    claim = context.sessions().open(client(), wish, newTunnel(), this);
  }

  /** The session that is wished for is not there, or not any more. */
  void begin(Resume wish) {
    board = wish.wish().board();
    claim = context.sessions().open(client(), wish, newTunnel(), this);
  }

  private Client client() {
    Channel channel = place().channel();
    return new Client(who.login(), Peer.text(channel), channel.eventLoop());
  }

  private SealedTunnel newTunnel() {
    Channel channel = place().channel();
    Heartbeat heartbeat = channel.pipeline().get(Heartbeat.class);
    SealedTunnel made = context.carriers().tunnel(channel, heartbeat);
    tunnel = made;
    return made;
  }

  @Override
  public void waiting(int position, Optional<Holder> holder) {
    places.send(place(), new Waiting(position, holder));
  }

  @Override
  public void preparing(String news) {
    place().writeAndFlush(new Notice("preparing: " + news), place().voidPromise());
  }

  @Override
  public void opened(Session session) {
    ChannelHandlerContext ctx = place();
    claim = Optional.empty();
    who.hasSession();
    SessionHandler next = new SessionHandler(session, Objects.requireNonNull(tunnel));
    ctx.pipeline().replace(this, ctx.name(), next);
    next.greet(context, ctx.channel());
  }

  /** A client that does not know the first word reads the second one. */
  @Override
  public void elsewhere(String address) {
    Channel channel = place().channel();
    channel.write(new Elsewhere(address));
    refused(CloseCause.ELSEWHERE, CloseCause.ELSEWHERE.sentence(), Optional.empty());
  }

  @Override
  public void refused(CloseCause cause, String text, Optional<Holder> holder) {
    ChannelHandlerContext ctx = place();
    context.decisions().boardRefused(who.login(), ctx.channel(), board, cause);
    ctx.pipeline().replace(this, ctx.name(), new DiscardHandler());
    CloseAfterWrite.write(ctx.channel(), new Refused(cause, text, holder));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Bye) {
      withdrawal = CloseCause.RELEASED;
      ctx.pipeline().replace(this, ctx.name(), new DiscardHandler());
      ctx.channel().close();
    } else {
      ctx.fireChannelRead(message);
    }
  }

  /** Another phase has come or the channel is closed: a wish that still stands is withdrawn. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    claim.ifPresent(wish -> wish.cancel(withdrawal));
  }
}
