package org.spinngate.server.front;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.sealed.SealedPacket;

/**
 * Looks at the first byte of each datagram: 0x47 begins a sealed packet, and everything else is an
 * old client's.
 *
 * <p>Confined to the event loop of its socket.
 */
final class FirstByteOfPacket extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FirstByteOfPacket.class);

  private final ChannelInboundHandler sealed;
  private final ChannelInboundHandler old;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault while taking datagrams{}", more, fault));

  FirstByteOfPacket(ChannelInboundHandler sealed, ChannelInboundHandler old) {
    this.sealed = sealed;
    this.old = old;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    ByteBuf content = ((DatagramPacket) message).content();
    boolean isSealed =
        content.isReadable()
            && content.getUnsignedByte(content.readerIndex()) == SealedPacket.FIRST_BYTE;
    (isSealed ? sealed : old).channelRead(ctx, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    sealed.channelReadComplete(ctx);
    old.channelReadComplete(ctx);
  }

  /** Errors of the network concern single datagrams, and those may be lost. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    faults.caught(cause);
  }
}
