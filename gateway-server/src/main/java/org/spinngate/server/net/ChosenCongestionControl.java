package org.spinngate.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.stream.CongestionControl;

/**
 * Gives every connection that a listener accepts the congestion control that the operator wants.
 * Sits in the pipeline of the listening socket, where accepted connections are what is read. Where
 * the kernel does not have it, connections stay as they are, and one line says so.
 *
 * <p>Thread-safe.
 */
@Sharable
final class ChosenCongestionControl extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ChosenCongestionControl.class);

  private final Supplier<String> wish;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param wish the kernel's name of it; empty leaves everything as it is
   */
  ChosenCongestionControl(Supplier<String> wish) {
    this.wish = wish;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    String name = wish.get();
    boolean wanted = !name.isEmpty() && message instanceof Channel;
    if (wanted && !CongestionControl.choose((Channel) message, name) && !told.getAndSet(true)) {
      LOG.info(
          "the kernel has no congestion control {}, or does not let the server choose it; connections"
              + " have the kernel's own choice",
          name);
    }
    ctx.fireChannelRead(message);
  }
}
