package org.spinngate.server.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Lets one request of a connection through, and the next one when the answer to it has left. What
 * comes meanwhile waits, and nothing more is read until nothing waits, so that one who asks and
 * does not read the answers is soon asking nobody. Needs a channel that reads only when it is told
 * to, and that allows half closure.
 *
 * <p>Confined to the connection's event loop.
 */
final class OneAtATime extends ChannelDuplexHandler {
  /** For the other side to see the end; what it sends until then is thrown away. */
  private static final long LINGER_MILLIS = 1000;

  private final int mostWaiting;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private boolean answering;

  /** Nothing more is taken; what waits is still answered. */
  private boolean full;

  private boolean last;
  private boolean over;

  /**
   * @param mostWaiting parts of requests that may wait, which is more than one read brings. The
   *     system hands over more at once from one who has closed its side of the connection; what is
   *     beyond is not answered
   */
  OneAtATime(int mostWaiting) {
    this.mostWaiting = mostWaiting;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.fireChannelActive();
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object part) {
    assert ctx.executor().inEventLoop();
    full = full || waiting.size() >= mostWaiting;
    if (full || over) {
      ReferenceCountUtil.release(part);
    } else {
      waiting.add(part);
      letThrough(ctx);
    }
  }

  private void letThrough(ChannelHandlerContext ctx) {
    while (!answering && !waiting.isEmpty()) {
      Object next = waiting.remove();
      answering = next instanceof HttpRequest;
      ctx.fireChannelRead(next);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    ctx.fireChannelReadComplete();
    readOn(ctx);
  }

  private void readOn(ChannelHandlerContext ctx) {
    if (!answering) {
      ctx.read();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object part, ChannelPromise promise) {
    if (part instanceof HttpResponse response) {
      last = !HttpUtil.isKeepAlive(response);
    }
    ChannelPromise written = promise.unvoid();
    if (part instanceof LastHttpContent) {
      written.addListener(done -> answered(ctx, done.isSuccess()));
    }
    ctx.write(part, written);
  }

  private void answered(ChannelHandlerContext ctx, boolean fine) {
    if (!fine) {
      over = true;
      discard();
      ctx.close();
      return;
    }
    answering = false;
    if (!last) {
      letThrough(ctx);
    }
    if (last || (full && !answering)) {
      end(ctx);
    }
    readOn(ctx);
  }

  /** A close with something unread would take the answer away from the other side again. */
  private void end(ChannelHandlerContext ctx) {
    if (!over) {
      over = true;
      discard();
      if (ctx.channel() instanceof DuplexChannel channel) {
        channel.shutdownOutput();
      }
      var unused =
          new LaterTask(() -> ctx.close()).in(ctx.executor(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** The other side will ask no more, and may still read. */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      full = true;
      if (!answering) {
        ctx.close();
      }
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    discard();
  }

  private void discard() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }
}
