package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

/**
 * Moves a connection to the event loop of the session that it is to carry, so that no datagram ever
 * changes threads. Bytes that arrive meanwhile wait in the operating system.
 */
final class Relocation {
  private Relocation() {}

  /**
   * Begins on the connection's loop.
   *
   * @param then runs on the other loop once the connection is there; not if it is closed by then
   */
  static void move(Channel channel, EventLoop loop, Runnable then) {
    assert channel.eventLoop().inEventLoop();
    if (channel.eventLoop() == loop) {
      // After what has already arrived, so that it makes no difference where the session lives.
      loop.execute(() -> thenIfOpen(channel, then));
      return;
    }
    channel
        .deregister()
        .addListener(
            left -> loop.register(channel).addListener(arrived -> thenIfOpen(channel, then)));
  }

  private static void thenIfOpen(Channel channel, Runnable then) {
    if (channel.isRegistered() && channel.isActive()) {
      then.run();
    } else {
      channel.close();
    }
  }
}
