package org.spinngate.server.operate;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.TooLongFrameException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * One connection of the control socket: one request, and its answer.
 *
 * <p>Confined to the connection's event loop; verbs run on the executor.
 */
final class VerbHandler extends SimpleChannelInboundHandler<ByteBuf> {
  /** Connections, and with them requests. */
  static final int MOST_AT_ONCE = 16;

  private static final String UNKNOWN_USER = "?";

  private final Verbs verbs;
  private final Executor executor;
  private final Duration patience;
  private final Faults faults;
  private @Nullable Future<?> deadline;
  private boolean over;

  /**
   * @param executor where verbs may block
   * @param patience how long a request may take to arrive
   * @param faults of all connections, since one of ours may be met by each of them
   */
  VerbHandler(Verbs verbs, Executor executor, Duration patience, Faults faults) {
    this.verbs = verbs;
    this.executor = executor;
    this.patience = patience;
    this.faults = faults;
  }

  /** For one too many. */
  static VerbRefusal busy() {
    return new VerbRefusal(
        ExitCode.UNREACHABLE,
        "the gateway answers " + MOST_AT_ONCE + " commands already; try again later");
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    LaterTask end =
        new LaterTask(
            () -> refuse(ctx, "no request within " + patience.toSeconds() + " s"),
            fault -> exceptionCaught(ctx, fault));
    deadline = end.in(ctx.executor(), patience.toMillis(), TimeUnit.MILLISECONDS);
    ctx.fireChannelActive();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf request) {
    assert ctx.executor().inEventLoop();
    if (over) {
      return;
    }
    try {
      String line = decoded(request);
      takeNoMore();
      run(ctx, line);
    } catch (CharacterCodingException e) {
      refuse(ctx, "a request is text in UTF-8");
    }
  }

  private void run(ChannelHandlerContext ctx, String line) {
    String by = user(ctx);
    VerbReply reply = new VerbReply(ctx.channel());
    try {
      executor.execute(() -> verbs.run(line, reply, by));
    } catch (RejectedExecutionException e) {
      // As many as there may be hang, though their askers may have gone.
      reply.refuse(busy());
    }
  }

  private static String decoded(ByteBuf request) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(request.nioBuffer()).toString();
  }

  private static String user(ChannelHandlerContext ctx) {
    if (ctx.channel() instanceof EpollDomainSocketChannel channel) {
      try {
        return Integer.toUnsignedString(channel.peerCredentials().uid());
      } catch (IOException e) {
        // The one who asked has gone already.
        return UNKNOWN_USER;
      }
    }
    return UNKNOWN_USER;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      refuse(ctx, "a request ends with a line end");
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof TooLongFrameException) {
      refuse(ctx, "a request is at most " + ControlSocket.LONGEST_REQUEST + " bytes long");
    } else {
      faults.caught(cause);
      takeNoMore();
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    takeNoMore();
    ctx.fireChannelInactive();
  }

  private void refuse(ChannelHandlerContext ctx, String why) {
    if (!over) {
      takeNoMore();
      new VerbReply(ctx.channel()).refuse(VerbRefusal.usage(why));
    }
  }

  /** Takes nothing more. */
  private void takeNoMore() {
    over = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
