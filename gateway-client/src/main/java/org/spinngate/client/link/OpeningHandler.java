package org.spinngate.client.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.spinngate.client.dial.ConnectionInitializer;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.local.Applications;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.Heartbeat;

/** The second phase of a session: ask for the board, and queue for it if need be. */
final class OpeningHandler extends ChannelInboundHandlerAdapter {
  private final ControlMessage wish;
  private final Heartbeat heartbeat;
  private final Applications applications;
  private final SealedCarrier sealed;
  private final SessionCaller caller;

  /**
   * @param wish {@link org.spinngate.protocol.Open} or {@link org.spinngate.protocol.Resume}
   */
  OpeningHandler(
      ControlMessage wish,
      Heartbeat heartbeat,
      Applications applications,
      SealedCarrier sealed,
      SessionCaller caller) {
    this.wish = wish;
    this.heartbeat = heartbeat;
    this.applications = applications;
    this.sealed = sealed;
    this.caller = caller;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(wish, ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof Waiting waiting) {
      caller.waiting(waiting);
    } else if (message instanceof Opened opened) {
      opened(ctx, opened);
    } else if (message instanceof Refused refused) {
      ctx.fireUserEventTriggered(Ending.of(refused));
    } else if (message instanceof Notice notice) {
      caller.notice(notice.text());
    } else if (message instanceof Bye bye) {
      ctx.fireUserEventTriggered(Ending.of(bye));
    } else {
      ctx.fireChannelRead(message);
    }
  }

  private void opened(ChannelHandlerContext ctx, Opened opened) {
    if (opened.resumption().resumed() && !(wish instanceof Resume)) {
      throw new ProtocolViolation("resumption that was not asked for");
    }
    SealedTunnel tunnel = sealed.tunnel(ctx.channel(), heartbeat);
    tunnel.countFor(caller.balance(opened), applications::unsent);
    if (opened.resumption().resumed()) {
      tunnel.tellSent();
    }
    applications.attach(tunnel, opened);
    UpHandler next = new UpHandler(tunnel, applications, sealed, caller);
    ctx.pipeline().replace(this, ConnectionInitializer.PHASE, next);
    caller.opened(opened);
  }
}
