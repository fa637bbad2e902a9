package org.spinngate.simulated;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;

/**
 * Hands on the datagrams of one socket, and survives everything that the network tells about them.
 */
final class DatagramReader extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(DatagramReader.class);

  private final Consumer<DatagramPacket> receiver;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> log.warn("simulated board: {}{}", fault.toString(), more));

  /** The receiver releases what it is given. */
  DatagramReader(Consumer<DatagramPacket> receiver) {
    this.receiver = receiver;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    receiver.accept((DatagramPacket) message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    faults.accept(cause);
  }
}
