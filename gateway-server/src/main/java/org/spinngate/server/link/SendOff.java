package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.admission.LoggedIn;

/**
 * Ends a logged-in connection that has no session, such as one that waits for a board.
 *
 * <p>Any thread; it hops to the connection's event loop.
 */
final class SendOff implements LoggedIn.Exit {
  private final Channel channel;
  private final LoginMeter meter;

  SendOff(Channel channel, LoginMeter meter) {
    this.channel = channel;
    this.meter = meter;
  }

  @Override
  public void leave(CloseCause cause, String text) {
    EventLoop loop = channel.eventLoop();
    loop.execute(() -> leaveFrom(loop, cause, text));
  }

  private void leaveFrom(EventLoop loop, CloseCause cause, String text) {
    if (channel.eventLoop() != loop) {
      // It has moved meanwhile.
      leave(cause, text);
      return;
    }
    ChannelHandler phase = channel.pipeline().get(TunnelInitializer.PHASE);
    if (phase instanceof ResumeHandler) {
      // It may be on its way to another event loop, where nobody could take it over any more.
      channel.close();
    } else if (channel.isActive()
        && !(phase instanceof SessionHandler || phase instanceof DiscardHandler)) {
      meter.refused(cause);
      channel
          .pipeline()
          .replace(TunnelInitializer.PHASE, TunnelInitializer.PHASE, new DiscardHandler());
      CloseAfterWrite.write(channel, new Bye(cause, text));
    }
  }
}
