package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import java.util.Optional;
import java.util.OptionalInt;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ProtocolVersion;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.stream.FrameReader;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.Logins;
import org.spinngate.server.session.LoggedIn;
import org.spinngate.server.session.LoggedInConnections;

/** The first phase: waits for {@link Hello}, lets the user in or not, and gives way to the next. */
final class HelloHandler extends ChannelInboundHandlerAdapter {
  private static final String BANNED =
      "too many logins from this address have failed; try again in some minutes";

  private static final String TOO_MANY =
      "this user has too many connections to this server already; end some of them";

  private static final String TOO_OFTEN = "this user logs in again and again; wait some seconds";

  /** The name of the handler that watches the connection. */
  static final String HEARTBEAT = "heartbeat";

  private final LoginContext reception;
  private final String serverName;
  private final FrameAllowance allowance;

  HelloHandler(LoginContext reception, String serverName, FrameAllowance allowance) {
    this.reception = reception;
    this.serverName = serverName;
    this.allowance = allowance;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Hello hello) {
      greet(ctx, hello);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private void greet(ChannelHandlerContext ctx, Hello hello) {
    OptionalInt version = ProtocolVersion.choose(hello.oldest(), hello.newest());
    if (version.isEmpty()) {
      refuseVersion(ctx, hello);
      return;
    }
    Logins.Verdict verdict =
        reception.logins().login(hello.user(), hello.token(), Peer.address(ctx.channel()));
    if (verdict instanceof Logins.Accepted accepted) {
      welcome(ctx, version.getAsInt(), hello, accepted.login());
    } else {
      refuseLogin(ctx, hello, (Logins.Refused) verdict);
    }
  }

  private void refuseVersion(ChannelHandlerContext ctx, Hello hello) {
    String text =
        "this server speaks protocol versions %d to %d, the client %d to %d"
            .formatted(
                ProtocolVersion.OLDEST, ProtocolVersion.NEWEST, hello.oldest(), hello.newest());
    reception.meter().login(LoginResult.VERSION);
    CloseCause cause = CloseCause.VERSION_MISMATCH;
    reception.audit().loginRefused("", ctx.channel(), LoginResult.VERSION, cause);
    refuse(ctx, new Refused(cause, text, Optional.empty()));
  }

  private void refuseLogin(ChannelHandlerContext ctx, Hello hello, Logins.Refused why) {
    switch (why) {
      case CREDENTIALS ->
          refuseLogin(
              ctx,
              hello,
              LoginResult.CREDENTIALS,
              CloseCause.LOGIN_REFUSED,
              CloseCause.LOGIN_REFUSED.sentence());
      case BANNED -> refuseLogin(ctx, hello, LoginResult.BANNED, CloseCause.LOGIN_REFUSED, BANNED);
      case TOO_MANY_CONNECTIONS ->
          refuseLogin(ctx, hello, LoginResult.OVERLOADED, CloseCause.OVERLOADED, TOO_MANY);
      case TOO_OFTEN ->
          refuseLogin(ctx, hello, LoginResult.OVERLOADED, CloseCause.OVERLOADED, TOO_OFTEN);
    }
  }

  private void refuseLogin(
      ChannelHandlerContext ctx, Hello hello, LoginResult result, CloseCause cause, String text) {
    reception.meter().login(result);
    reception.audit().loginRefused(hello.user(), ctx.channel(), result, cause);
    refuse(ctx, new Refused(cause, text, Optional.empty()));
  }

  private void refuse(ChannelHandlerContext ctx, Refused refused) {
    reception.meter().refused(refused.cause());
    ctx.pipeline().replace(ctx.name(), ctx.name(), new DiscardHandler());
    CloseAfterWrite.write(ctx.channel(), refused);
  }

  private void welcome(ChannelHandlerContext ctx, int version, Hello hello, Login login) {
    LoggedIn who = enter(ctx.channel(), login);
    reception.meter().login(LoginResult.ACCEPTED);
    reception.audit().loggedIn(hello.user(), ctx.channel(), hello.client());
    HeartbeatTimes times = reception.heartbeat().get();
    ctx.writeAndFlush(
        new Welcome(
            version,
            serverName,
            (int) times.interval().toMillis(),
            (int) times.deadline().toMillis()));
    ctx.pipeline().get(FrameReader.class).trust();
    allowance.loggedIn(login.name());
    ctx.pipeline().remove(LoginDeadline.NAME);
    addHeartbeat(ctx.pipeline(), reception);
    ctx.pipeline().replace(this, ctx.name(), new OpenHandler(reception, who));
  }

  private LoggedIn enter(Channel channel, Login login) {
    LoggedInConnections connections = reception.connections();
    LoggedIn who =
        connections.enter(login, Peer.text(channel), new SendOff(channel, reception.meter()));
    channel
        .closeFuture()
        .addListener(
            closed -> {
              connections.left(who);
              reception.logins().left(login);
            });
    return who;
  }

  /** Begins to watch the connection, on the event loop that it is on now. */
  static Heartbeat addHeartbeat(ChannelPipeline pipeline, LoginContext reception) {
    HeartbeatTimes times = reception.heartbeat().get();
    Heartbeat heartbeat =
        Heartbeat.ofServer(times.interval(), times.deadline(), reception.timing());
    pipeline.addBefore(TunnelInitializer.PHASE, HEARTBEAT, heartbeat);
    return heartbeat;
  }
}
