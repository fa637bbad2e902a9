package org.spinngate.server.front;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.config.AddressBlock;
import org.spinngate.server.front.Balancers.Trouble;
import org.spinngate.server.net.Peer;

/**
 * Keeps a connection of a load balancer until its header is there, gives it to the port as one of
 * whom the header names, and is gone.
 *
 * <p>A header that names nobody, or the balancer, begins a connection of the balancer's own, which
 * most often asks only whether somebody listens. It belongs to no user until it has said something
 * more.
 *
 * <p>Confined to the connection's event loop.
 */
final class AwaitedHeader extends ChannelInboundHandlerAdapter {
  private final Balancers balancers;
  private final ChannelHandler port;
  private @Nullable Future<?> timer;
  private boolean isOwn;
  private boolean over;

  AwaitedHeader(Balancers balancers, ChannelHandler port) {
    this.balancers = balancers;
    this.port = port;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    timer =
        new LaterTask(() -> late(ctx), fault -> exceptionCaught(ctx, fault))
            .in(ctx.executor(), balancers.deadline().toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (over) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HAProxyMessage header) {
      takeHeader(ctx, header);
    } else {
      letIn(ctx, message);
    }
  }

  private void takeHeader(ChannelHandlerContext ctx, HAProxyMessage header) {
    try {
      Optional<InetSocketAddress> user = HeaderAddress.of(header);
      user.ifPresent(place -> Peer.isNamed(ctx.channel(), place));
      isOwn = user.filter(place -> !isBalancer(ctx, place)).isEmpty();
    } finally {
      header.release();
    }
    if (!isOwn) {
      // At once, since an old client may be silent for as long as it likes.
      letIn(ctx, null);
    }
  }

  /** HAProxy's checks with version 1 name their own end. */
  private static boolean isBalancer(ChannelHandlerContext ctx, InetSocketAddress place) {
    return ctx.channel().remoteAddress() instanceof InetSocketAddress remote
        && AddressBlock.of(place.getAddress()).contains(remote.getAddress());
  }

  /**
   * The port may turn the connection away, and what is still to come then goes no further.
   *
   * @param first what the port is to hear, if it is here already
   */
  private void letIn(ChannelHandlerContext ctx, @Nullable Object first) {
    over = true;
    stopTimer();
    ctx.pipeline().addLast(port);
    if (!ctx.channel().isActive()) {
      ReferenceCountUtil.release(first);
      return;
    }
    if (first != null) {
      ctx.fireChannelRead(first);
    }
    ctx.pipeline().remove(this);
  }

  private void late(ChannelHandlerContext ctx) {
    if (isOwn) {
      end(ctx);
    } else {
      end(ctx, Trouble.LATE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Breakdown.endProcessIf(cause);
    if (cause instanceof ProtocolViolation) {
      end(ctx, Trouble.MISSING);
    } else if (cause instanceof DecoderException) {
      end(ctx, Trouble.BROKEN);
    } else {
      if (!(cause instanceof IOException)) {
        balancers.fault(cause);
      }
      end(ctx);
    }
  }

  private void end(ChannelHandlerContext ctx, Trouble trouble) {
    if (!over) {
      balancers.tell(ctx.channel(), trouble);
    }
    end(ctx);
  }

  private void end(ChannelHandlerContext ctx) {
    over = true;
    ctx.close();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopTimer();
    balancers.leave();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
