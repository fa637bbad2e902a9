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
  private final StreamWay way;
  private final LegacyDoor door;
  private @Nullable OldClient unflushed;

  StreamHandler(Service service, StreamWay way, LegacyDoor door) {
    this.service = service;
    this.way = way;
    this.door = door;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf datagram = (ByteBuf) message;
    if (!door.allows(way.peer())) {
      datagram.release();
      door.dropped(LegacyDrop.NOT_ALLOWED);
      ctx.close();
      return;
    }
    OldClient client = door.clients().receive(service, way, datagram, ctx.channel().eventLoop());
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
    door.clients().gone(service, way);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Breakdown.endProcessIf(cause);
    if (cause instanceof ProtocolViolation what) {
      door.dropped(LegacyDrop.BAD_LENGTH);
      door.log().violated(way.peer(), String.valueOf(what.getMessage()));
    } else if (!(cause instanceof IOException)) {
      door.log().fault(way.peer(), cause);
    }
    ctx.close();
  }
}
