package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Elsewhere;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.ResetDone;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.LoggedIn;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.net.Peer;
import org.spinngate.server.reset.ResetListener;

/** The fourth phase of a client that wants a board power-cycled. */
final class ResetHandler extends ChannelInboundHandlerAdapter implements ResetListener {
  private final LoginContext context;
  private final LoggedIn who;
  private @Nullable ChannelHandlerContext place;
  private String board = "";

  ResetHandler(LoginContext context, LoggedIn who) {
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

  void begin(Reset wish) {
    board = wish.board();
    Channel channel = place().channel();
    Client client = new Client(who.login(), Peer.text(channel), channel.eventLoop());
    context.resets().begin(client, board, this);
  }

  @Override
  public void news(String news) {
    if (!place().isRemoved()) {
      place().writeAndFlush(new Notice(news), place().voidPromise());
    }
  }

  /** Also of one that has gone meanwhile, the audit log is told. */
  @Override
  public void done(String words) {
    context.decisions().boardReset(who.login(), place().channel(), board);
    end(new ResetDone(words));
  }

  @Override
  public void elsewhere(String address) {
    if (!place().isRemoved()) {
      place().write(new Elsewhere(address));
    }
    refused(Refusal.of(CloseCause.ELSEWHERE), Optional.empty());
  }

  @Override
  public void refused(Refusal refusal, Optional<Holder> holder) {
    CloseCause cause = refusal.cause();
    context.decisions().resetRefused(who.login(), place().channel(), board, cause);
    end(new Refused(cause, refusal.text(), holder));
  }

  private void end(ControlMessage word) {
    ChannelHandlerContext ctx = place();
    if (!ctx.isRemoved()) {
      ctx.pipeline().replace(this, ctx.name(), new DiscardHandler());
      CloseAfterWrite.write(ctx.channel(), word);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Bye) {
      ctx.close();
    } else {
      ctx.fireChannelRead(message);
    }
  }
}
