package org.spinngate.server.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;

/**
 * What every connection of a port comes to first. One of a load balancer that is believed belongs
 * to no user until it has said who comes by it; everything else goes on at once.
 *
 * <pre>
 *  from a trusted proxy:   header ─▶ the port, for whom the header names
 *       from elsewhere:    the port, where a header is the bytes of a stranger
 * </pre>
 */
public final class BalancerDoor extends ChannelInitializer<Channel> {
  private final Balancers balancers;
  private final ChannelHandler port;

  /**
   * @param balancers of all ports together
   * @param port gives a connection its handlers; may be added to several
   */
  public BalancerDoor(Balancers balancers, ChannelHandler port) {
    this.balancers = balancers;
    this.port = port;
  }

  @Override
  protected void initChannel(Channel connection) {
    if (balancers.trust(connection)) {
      awaitHeader(connection);
    } else {
      connection.pipeline().addLast(new UnwantedHeader(balancers)).addLast(port);
    }
  }

  private void awaitHeader(Channel connection) {
    if (balancers.admit(connection)) {
      connection
          .pipeline()
          .addLast("header", new HeaderBytes())
          .addLast("balancer", new AwaitedHeader(balancers, port));
    } else {
      connection.close();
    }
  }
}
