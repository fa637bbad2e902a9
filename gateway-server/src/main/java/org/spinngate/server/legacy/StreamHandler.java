package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.repeat.Breakdown;

/**
 * Brings the datagrams of one connection to its old client. The connection may be there before and
 * after a session.
 *
 * <p>Confined to the connection's event loop.
 */
final class StreamHandler extends ChannelInboundHandlerAdapter {
  private final Service service;
  private final StreamReplyPath path;
  private final LegacyClients clients;
  private final LegacyContext context;
  private @Nullable LegacyClient unflushed;

  StreamHandler(
      Service service, StreamReplyPath path, LegacyClients clients, LegacyContext context) {
    this.service = service;
    this.path = path;
    this.clients = clients;
    this.context = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf datagram = (ByteBuf) message;
    if (!context.rules().allows(path.peer().getAddress())) {
      datagram.release();
      context.meter().dropped(LegacyDrop.NOT_ALLOWED);
      ctx.close();
      return;
    }
    LegacyClient client = clients.receive(service, path, datagram, ctx.channel().eventLoop());
    if (client != null) {
      unflushed = client;
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (unflushed != null) {
      unflushed.flush();
      unflushed = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    clients.gone(service, path);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Breakdown.endProcessIf(cause);
    if (cause instanceof ProtocolViolation what) {
      context.meter().dropped(LegacyDrop.BAD_LENGTH);
      context.log().violated(path.peer(), String.valueOf(what.getMessage()));
    } else if (!(cause instanceof IOException)) {
      context.log().fault(path.peer(), cause);
    }
    ctx.close();
  }
}
