package org.spinngate.server.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;
import org.spinngate.protocol.repeat.Faults;

/**
 * Waits for the first byte of a connection, lets it become what that byte says, and is gone: 0x00
 * begins a length of the old wire, for no datagram is as long as 16 MiB, and everything else is for
 * the tunnel, whose TLS begins with 0x16.
 */
final class FirstByte extends ChannelInboundHandlerAdapter {
  private static final byte OLD = 0;

  private final Consumer<Channel> old;
  private final Consumer<Channel> tunnel;
  private final Faults faults;

  /**
   * @param old makes the connection an old client's
   * @param tunnel makes it a tunnel
   * @param faults of all connections, since one of ours may be met by each of them
   */
  FirstByte(Consumer<Channel> old, Consumer<Channel> tunnel, Faults faults) {
    this.old = old;
    this.tunnel = tunnel;
    this.faults = faults;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (bytes.isReadable()) {
      boolean isOld = bytes.getByte(bytes.readerIndex()) == OLD;
      (isOld ? old : tunnel).accept(ctx.channel());
      goOn(ctx, bytes);
    } else {
      bytes.release();
    }
  }

  private void goOn(ChannelHandlerContext ctx, ByteBuf bytes) {
    if (ctx.channel().isActive()) {
      ctx.fireChannelRead(bytes);
      ctx.pipeline().remove(this);
    } else {
      bytes.release();
    }
  }

  /** A connection that fails before it has said anything belongs to neither kind. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    faults.caught(cause);
    ctx.close();
  }
}
