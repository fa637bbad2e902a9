package org.spinngate.server.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Optional;
import java.util.OptionalInt;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ProtocolVersion;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.stream.ExtrasHandler;

/**
 * The first phase: waits for {@link Hello}, finds a version in common, notes whether the client
 * reads tails of messages, and gives way to the next.
 */
final class HelloHandler extends ChannelInboundHandlerAdapter {
  private final LoginContext context;
  private final LoginHandler next;

  /**
   * @param next finds out who it is
   */
  HelloHandler(LoginContext context, LoginHandler next) {
    this.context = context;
    this.next = next;
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
    } else {
      noteWhetherExtrasAreRead(ctx, hello);
      ctx.pipeline().replace(this, ctx.name(), next);
      next.begin(version.getAsInt(), hello);
    }
  }

  private static void noteWhetherExtrasAreRead(ChannelHandlerContext ctx, Hello hello) {
    if (hello.extras().present()) {
      ctx.pipeline().get(ExtrasHandler.class).peerReadsExtras();
    }
  }

  private void refuseVersion(ChannelHandlerContext ctx, Hello hello) {
    String text =
        "this server speaks protocol versions %d to %d, the client %d to %d"
            .formatted(
                ProtocolVersion.OLDEST, ProtocolVersion.NEWEST, hello.oldest(), hello.newest());
    CloseCause cause = CloseCause.VERSION_MISMATCH;
    context.decisions().refused("", ctx.channel(), LoginResult.VERSION, cause);
    ctx.pipeline().replace(this, ctx.name(), new DiscardHandler());
    CloseAfterWrite.write(ctx.channel(), new Refused(cause, text, Optional.empty()));
  }
}
