package org.spinngate.server.health;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Predicate;

/**
 * Begins a connection to ourselves as a load balancer does that only looks whether somebody
 * listens, if this machine's address is one of a balancer that is believed: then nobody may come
 * from there without a header.
 */
final class OwnHeader extends ChannelInboundHandlerAdapter {
  /** Of the PROXY protocol, version 2: LOCAL, without addresses. */
  private static final byte[] LOCAL = {
    0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x20, 0x00, 0x00, 0x00
  };

  private final Predicate<InetAddress> trusted;

  /**
   * @param trusted whether the balancer at an address is believed
   */
  OwnHeader(Predicate<InetAddress> trusted) {
    this.trusted = trusted;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    InetSocketAddress own = (InetSocketAddress) ctx.channel().localAddress();
    if (trusted.test(own.getAddress())) {
      ctx.write(Unpooled.wrappedBuffer(LOCAL));
    }
    ctx.fireChannelActive();
  }
}
