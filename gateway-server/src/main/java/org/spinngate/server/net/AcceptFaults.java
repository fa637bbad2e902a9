package org.spinngate.server.net;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * What a listening socket does when the system gives it no connection, usually because this process
 * has no descriptors left: it says so, once in a minute, and tries again a second later. Those who
 * come wait meanwhile. Without the pause its event loop would do nothing but fail.
 *
 * <p>Sits in the pipeline of the listening socket, before Netty's own acceptor, which would log
 * each failure with a trace.
 *
 * <p>Thread-safe.
 */
@Sharable
public final class AcceptFaults extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(AcceptFaults.class);
  private static final long PAUSE_SECONDS = 1;

  private final String what;
  private final Faults faults;

  /**
   * @param what who comes there, in words for the operator, such as {@code connections}
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public AcceptFaults(String what, LongSupplier nanoTime) {
    this.what = what;
    this.faults = new Faults(nanoTime, this::tell);
  }

  private void tell(Throwable fault, String more) {
    if (fault instanceof IOException) {
      LOG.warn(
          "no {} can be taken now: {}; if it lasts, give the server more open files (ulimit -n, or"
              + " LimitNOFILE of its service){}",
          what,
          fault.getMessage(),
          more);
    } else {
      LOG.error("fault while taking {}{}", what, more, fault);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    faults.accept(cause);
    ChannelConfig listening = ctx.channel().config();
    if (listening.isAutoRead()) {
      listening.setAutoRead(false);
      LaterTask goOn = new LaterTask(() -> listening.setAutoRead(true), faults);
      var unused = goOn.in(ctx.executor(), PAUSE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
