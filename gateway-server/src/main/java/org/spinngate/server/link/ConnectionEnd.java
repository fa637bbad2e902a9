package org.spinngate.server.link;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.server.net.Peer;

/**
 * The tail of every connection. What no phase wanted arrives here and is a violation. Any reason to
 * end travels through the pipeline as a {@link CloseCause}; a phase that has more to end than the
 * connection keeps it, otherwise this handler says goodbye and closes.
 */
final class ConnectionEnd extends ChannelInboundHandlerAdapter {
  private final Strangers strangers;
  private final LoginMeter meter;
  private boolean over;

  ConnectionEnd(Strangers strangers, LoginMeter meter) {
    this.strangers = strangers;
    this.meter = meter;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    String kind = message instanceof ByteBuf ? "Datagram" : message.getClass().getSimpleName();
    ReferenceCountUtil.release(message);
    // From the head, so that nothing that follows in the same bytes is looked at.
    ctx.pipeline().fireExceptionCaught(new ProtocolViolation(kind + " out of turn"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Breakdown.endProcessIf(cause);
    if (cause instanceof ProtocolViolation) {
      violated(ctx, String.valueOf(cause.getMessage()));
    } else if (cause instanceof DecoderException || cause instanceof SSLException) {
      turnAway(ctx, hasSecrets(ctx) ? "its TLS was damaged on the way" : "no TLS 1.3 handshake");
    } else if (cause instanceof IOException) {
      ctx.close();
    } else {
      strangers.fault(Peer.text(ctx.channel()), cause);
      ctx.pipeline().fireUserEventTriggered(CloseCause.INTERNAL);
    }
  }

  /** Whether the handshake is over, so that what went wrong went wrong after it. */
  private static boolean hasSecrets(ChannelHandlerContext ctx) {
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    return tls != null && tls.handshakeFuture().isSuccess();
  }

  private void violated(ChannelHandlerContext ctx, String what) {
    if (!over) {
      strangers.turnedAway(Peer.text(ctx.channel()), what, CloseCause.VIOLATION);
      ctx.pipeline().fireUserEventTriggered(CloseCause.VIOLATION);
      over = true;
    }
  }

  private void turnAway(ChannelHandlerContext ctx, String what) {
    if (!over) {
      over = true;
      strangers.turnedAway(Peer.text(ctx.channel()), what);
    }
    ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof CloseCause cause && !over) {
      over = true;
      ctx.pipeline()
          .replace(TunnelInitializer.PHASE, TunnelInitializer.PHASE, new DiscardHandler());
      if (cause == CloseCause.LOGIN_TIMEOUT) {
        strangers.turnedAway(Peer.text(ctx.channel()), cause.sentence(), cause);
      }
      meter.refused(cause);
      CloseAfterWrite.write(ctx.channel(), new Bye(cause, cause.sentence()));
    }
  }
}
