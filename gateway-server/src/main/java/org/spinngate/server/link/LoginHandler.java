package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.stream.FrameReader;
import org.spinngate.server.access.Authenticator;
import org.spinngate.server.access.Credential;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.Logins;
import org.spinngate.server.admission.LoggedIn;
import org.spinngate.server.admission.LoggedInConnections;
import org.spinngate.server.config.HeartbeatTimes;
import org.spinngate.server.net.Peer;

/**
 * The second phase: a {@link Hello} has come, and an {@link Authenticator} finds out who it is.
 * Nothing more is read until it answers. What it says when the connection is closed, or the
 * deadline over, means nothing any more.
 *
 * <p>Confined to the event loop of the connection, which answers of other threads hop to.
 */
final class LoginHandler extends ChannelInboundHandlerAdapter {
  private static final String BANNED =
      "too many logins from this address have failed; try again in some minutes";

  private static final String TOO_MANY =
      "this user has too many connections to this server already; end some of them";

  private static final String TOO_OFTEN = "this user logs in again and again; wait some seconds";

  private final LoginContext context;
  private final Strangers strangers;
  private final String serverName;
  private final FrameAllowance allowance;
  private @Nullable ChannelHandlerContext place;
  private boolean answered;

  /**
   * @param strangers told of an authenticator that fails
   * @param serverName name and version, told to every client
   */
  LoginHandler(
      LoginContext context, Strangers strangers, String serverName, FrameAllowance allowance) {
    this.context = context;
    this.strangers = strangers;
    this.serverName = serverName;
    this.allowance = allowance;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    place = ctx;
  }

  /** Another phase has come; what has arrived meanwhile is for that one. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    ctx.pipeline().get(FrameReader.class).release();
  }

  void begin(int version, Hello hello) {
    ChannelHandlerContext ctx = Objects.requireNonNull(place, "not in a pipeline");
    InetAddress from = Peer.address(ctx.channel());
    var unused =
        ask(new Credential.Token(hello.user(), hello.token()))
            .whenComplete(
                (login, fault) ->
                    hop(
                        ctx,
                        fault == null
                            ? () -> answered(ctx, version, hello, from, login)
                            : () -> fail(ctx, fault)));
    if (!ctx.isRemoved()) {
      ctx.pipeline().get(FrameReader.class).hold();
    }
  }

  private CompletionStage<Optional<Login>> ask(Credential credential) {
    try {
      return context.logins().login(credential);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void hop(ChannelHandlerContext ctx, Runnable answer) {
    EventLoop loop = ctx.channel().eventLoop();
    Runnable task = new LaterTask(() -> once(answer), ctx::fireExceptionCaught);
    if (loop.inEventLoop()) {
      task.run();
    } else {
      loop.execute(task);
    }
  }

  private void once(Runnable answer) {
    if (!answered) {
      answered = true;
      answer.run();
    }
  }

  private static boolean isWanted(ChannelHandlerContext ctx) {
    assert ctx.channel().eventLoop().inEventLoop();
    return !ctx.isRemoved() && ctx.channel().isActive();
  }

  private void answered(
      ChannelHandlerContext ctx,
      int version,
      Hello hello,
      InetAddress from,
      Optional<Login> login) {
    if (isWanted(ctx)) {
      decided(ctx, version, hello, context.logins().decide(hello.user(), login, from));
    } else if (login.isEmpty()) {
      // A wrong guess counts, also of one who does not wait to hear so.
      context.logins().decide(hello.user(), login, from);
    }
  }

  private void decided(
      ChannelHandlerContext ctx, int version, Hello hello, Logins.Verdict verdict) {
    if (verdict instanceof Logins.Accepted accepted) {
      welcome(ctx, version, hello, accepted.login());
    } else {
      refuseLogin(ctx, hello, (Logins.Refused) verdict);
    }
  }

  private void fail(ChannelHandlerContext ctx, Throwable fault) {
    Breakdown.endProcessIf(fault);
    if (!isWanted(ctx)) {
      return;
    }
    strangers.fault(Peer.text(ctx.channel()), fault);
    context.meter().refused(CloseCause.INTERNAL);
    end(ctx, Refused.because(CloseCause.INTERNAL));
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
    context.decisions().refused(hello.user(), ctx.channel(), result, cause);
    end(ctx, new Refused(cause, text, Optional.empty()));
  }

  private void end(ChannelHandlerContext ctx, Refused refused) {
    ctx.pipeline().replace(this, ctx.name(), new DiscardHandler());
    CloseAfterWrite.write(ctx.channel(), refused);
  }

  private void welcome(ChannelHandlerContext ctx, int version, Hello hello, Login login) {
    LoggedIn who = enter(ctx.channel(), login);
    context.decisions().accepted(hello, ctx.channel());
    HeartbeatTimes times = context.heartbeats().times().get();
    ctx.writeAndFlush(
        new Welcome(
            version,
            serverName,
            (int) times.interval().toMillis(),
            (int) times.deadline().toMillis(),
            Reset.offeredIn(Extras.of())));
    ctx.pipeline().get(FrameReader.class).trust();
    allowance.loggedIn(login.name());
    ctx.pipeline().remove(LoginDeadline.NAME);
    context.heartbeats().begin(ctx.pipeline());
    ctx.pipeline().replace(this, ctx.name(), new OpenHandler(context, who));
  }

  private LoggedIn enter(Channel channel, Login login) {
    LoggedInConnections connections = context.connections();
    LoggedIn who =
        connections.enter(login, Peer.text(channel), new SendOff(channel, context.meter()));
    channel
        .closeFuture()
        .addListener(
            closed -> {
              connections.left(who);
              context.logins().left(login);
            });
    return who;
  }
}
