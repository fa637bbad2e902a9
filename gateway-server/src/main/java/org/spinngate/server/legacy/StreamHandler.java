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
  private final LegacyDoor door;
  private @Nullable LegacyClient unflushed;

  StreamHandler(Service service, StreamReplyPath path, LegacyDoor door) {
    this.service = service;
    this.path = path;
    this.door = door;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf datagram = (ByteBuf) message;
    if (!door.allows(path.peer())) {
      datagram.release();
      door.dropped(LegacyDrop.NOT_ALLOWED);
      ctx.close();
      return;
    }
    LegacyClient client =
        door.clients().receive(service, path, datagram, ctx.channel().eventLoop());
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
    door.clients().gone(service, path);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Breakdown.endProcessIf(cause);
    if (cause instanceof ProtocolViolation what) {
      door.dropped(LegacyDrop.BAD_LENGTH);
      door.log().violated(path.peer(), String.valueOf(what.getMessage()));
    } else if (!(cause instanceof IOException)) {
      door.log().fault(path.peer(), cause);
    }
    ctx.close();
  }
}
