package org.spinngate.server.http;

import io.netty.channel.Channel;

/**
 * So many connections at a time and no more.
 *
 * <p>Confined to the one event loop that all of them have.
 */
final class ConnectionLimit {
  private final int most;
  private int open;

  ConnectionLimit(int most) {
    this.most = most;
  }

  /** Takes a place until the connection closes, or closes it at once. */
  boolean enter(Channel channel) {
    assert channel.eventLoop().inEventLoop();
    if (open >= most) {
      channel.close();
      return false;
    }
    open++;
    channel.closeFuture().addListener(any -> open--);
    return true;
  }
}
