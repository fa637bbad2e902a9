package org.spinngate.client.dial;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ProtocolVersion;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.stream.ExtrasHandler;
import org.spinngate.protocol.stream.FrameReader;
import org.spinngate.protocol.stream.Heartbeat;

/** The first phase: once the server has proved who it is, tell it who we are. */
final class GreetingHandler extends ChannelInboundHandlerAdapter {
  private static final int ANSWER_SECONDS = 5;

  private final Gateway gateway;
  private final String client;
  private final Caller caller;
  private final Timing timing;
  private final SealedCarrier sealed;
  private @Nullable Future<?> deadline;

  GreetingHandler(
      Gateway gateway, String client, Caller caller, Timing timing, SealedCarrier sealed) {
    this.gateway = gateway;
    this.client = client;
    this.caller = caller;
    this.timing = timing;
    this.sealed = sealed;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
      // The attempts at other addresses end now, so that only one login is asked for.
      caller.connected();
      greet(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  private void greet(ChannelHandlerContext ctx) {
    if (serverReadsExtras(ctx)) {
      ctx.pipeline().get(ExtrasHandler.class).peerReadsExtras();
    }
    Hello hello = Hello.of(gateway.credential().user(), gateway.credential().token(), client);
    ctx.writeAndFlush(hello, ctx.voidPromise());
    deadline =
        new LaterTask(() -> giveUp(ctx), ctx::fireExceptionCaught)
            .in(ctx.executor(), ANSWER_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean serverReadsExtras(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    return tls != null && Extras.ALPN.equals(tls.applicationProtocol());
  }

  private void giveUp(ChannelHandlerContext ctx) {
    ctx.fireUserEventTriggered(
        new Ending.Unreachable(
            gateway.address() + " does not answer the greeting; is it a gateway-server?",
            "no answer to the greeting"));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Welcome welcome) {
      welcomed(ctx, welcome);
    } else if (message instanceof Refused refused) {
      ctx.fireUserEventTriggered(Ending.of(refused));
    } else if (message instanceof Bye bye) {
      ctx.fireUserEventTriggered(Ending.of(bye));
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private void welcomed(ChannelHandlerContext ctx, Welcome welcome) {
    if (ProtocolVersion.choose(welcome.version(), welcome.version()).isEmpty()) {
      throw new ProtocolViolation("welcome in version " + welcome.version());
    }
    Heartbeat heartbeat =
        Heartbeat.ofClient(
            Duration.ofMillis(welcome.heartbeatMillis()),
            Duration.ofMillis(welcome.deadlineMillis()),
            timing);
    ctx.pipeline().get(FrameReader.class).trust();
    ctx.pipeline()
        .addAfter(ConnectionInitializer.EXTRAS, ConnectionInitializer.HEARTBEAT, heartbeat);
    caller.told(welcome.extras());
    ctx.pipeline().replace(this, ConnectionInitializer.PHASE, caller.welcomed(heartbeat, sealed));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
