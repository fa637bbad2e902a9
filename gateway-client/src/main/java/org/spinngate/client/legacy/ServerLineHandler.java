package org.spinngate.client.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.repeat.Breakdown;

/**
 * The end of a line's pipeline: datagrams come out here. An error of a UDP socket is a counter, one
 * of a TCP connection is its end.
 */
final class ServerLineHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLineHandler.class);

  private final ServerLine line;
  private final ServerLineEvents events;

  ServerLineHandler(ServerLine line, ServerLineEvents events) {
    this.line = line;
    this.events = events;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf datagram =
        message instanceof DatagramPacket packet ? packet.content() : (ByteBuf) message;
    int bytes = datagram.readableBytes();
    if (bytes > DataFrame.MAX_DATAGRAM) {
      datagram.release();
      events.dropped(DropReason.OVERSIZE);
    } else if (bytes == 0) {
      datagram.release();
      events.dropped(DropReason.EMPTY);
    } else {
      events.received(line, datagram);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    events.readAll();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    line.ended(ctx.channel(), LegacyEndings.closed(line));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Breakdown.endProcessIf(cause);
    LOG.debug("{} line to {}: {}", line.service(), line.server(), cause.toString());
    if (cause instanceof ProtocolViolation violation) {
      events.dropped(DropReason.OVERSIZE);
      line.ended(ctx.channel(), LegacyEndings.violated(line, violation));
    } else if (ctx.channel() instanceof DatagramChannel && cause instanceof IOException) {
      drop(cause, events);
      line.refused(ctx.channel(), cause);
    } else {
      line.ended(ctx.channel(), ending(cause));
    }
  }

  private Ending ending(Throwable cause) {
    if (!(cause instanceof IOException)) {
      LOG.error("internal error", cause);
    }
    return LegacyEndings.broken(line, cause);
  }

  /** Counts what a failure of the network means for the datagram that met it. */
  static void drop(Throwable cause, ServerLineEvents events) {
    boolean unreachable =
        cause instanceof PortUnreachableException
            || cause instanceof ConnectException
            || cause instanceof NoRouteToHostException
            || String.valueOf(cause.getMessage()).contains("unreachable");
    events.failed(unreachable ? DropReason.BOARD_UNREACHABLE : DropReason.SEND_FAILED);
  }
}
