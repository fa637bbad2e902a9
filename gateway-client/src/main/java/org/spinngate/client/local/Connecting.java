package org.spinngate.client.local;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * What becomes of an attempt to connect, told on the event loop of the one who asked for it. A
 * channel that could not even be made, such as without descriptors or an address family, has no
 * event loop: its future tells on a thread of Netty's own, and it cannot be closed.
 */
public final class Connecting {
  private Connecting() {}

  /**
   * Has it told, never before this returns.
   *
   * @param loop the one that calls this
   */
  public static void then(EventLoop loop, ChannelFuture attempt, Consumer<ChannelFuture> listener) {
    assert loop.inEventLoop();
    if (attempt.isDone()) {
      loop.execute(() -> listener.accept(attempt));
    } else {
      attempt.addListener((ChannelFutureListener) listener::accept);
    }
  }
}
