package org.spinngate.client.dial;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.stream.FrameReader;

/**
 * The last handler: what no phase wanted ends the connection here, and an end has exactly one
 * reason, the first. Nothing that arrives later is looked at.
 */
final class EndHandler extends ChannelInboundHandlerAdapter {
  private final ServerAddress server;
  private final Caller caller;
  private boolean ended;

  EndHandler(ServerAddress server, Caller caller) {
    this.server = server;
    this.caller = caller;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    String kind = message.getClass().getSimpleName();
    end(ctx, Endings.of(new ProtocolViolation("message out of turn: " + kind), server));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Ending ending) {
      end(ctx, ending);
    } else if (event instanceof CloseCause cause) {
      end(ctx, cause == CloseCause.LOST ? Endings.silent(server) : Ending.of(cause));
    } else if (event instanceof SslHandshakeCompletionEvent tls && !tls.isSuccess()) {
      end(ctx, Endings.of(tls.cause(), server));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Breakdown.endProcessIf(cause);
    if (isOurs(cause)) {
      LaterTask.tellThread(cause);
    }
    end(ctx, Endings.of(cause, server));
  }

  /** Neither the network nor TLS nor the server's bytes, but a fault of this program. */
  private static boolean isOurs(Throwable cause) {
    return !(cause instanceof IOException
        || cause instanceof DecoderException
        || cause instanceof ProtocolViolation);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end(ctx, Endings.closed(server));
  }

  private void end(ChannelHandlerContext ctx, Ending ending) {
    if (ended) {
      return;
    }
    ended = true;
    if (ctx.pipeline().get(FrameReader.class) != null) {
      ctx.pipeline().replace(FrameReader.class, ConnectionInitializer.FRAMES, new DeafHandler());
      ctx.pipeline().remove(ConnectionInitializer.PHASE);
    }
    caller.ended(ending);
    ctx.close();
  }

  /** Reads on, so that the close is noticed, and understands nothing. */
  private static final class DeafHandler extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }
  }
}
