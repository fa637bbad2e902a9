package org.spinngate.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Gives one socket an address of this machine's that it would not have by itself. */
final class OwnSource extends ChannelOutboundHandlerAdapter {
  private final InetAddress own;
  private boolean bound;

  OwnSource(InetAddress own) {
    this.own = own;
  }

  @Override
  public void bind(ChannelHandlerContext ctx, SocketAddress wanted, ChannelPromise promise) {
    bound = true;
    ctx.bind(new InetSocketAddress(own, ((InetSocketAddress) wanted).getPort()), promise);
  }

  @Override
  public void connect(
      ChannelHandlerContext ctx, SocketAddress to, SocketAddress from, ChannelPromise promise) {
    boolean needsOne = from == null && !bound;
    ctx.connect(to, needsOne ? new InetSocketAddress(own, 0) : from, promise);
  }
}
