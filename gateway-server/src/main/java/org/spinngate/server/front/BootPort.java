package org.spinngate.server.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import org.spinngate.protocol.Service;
import org.spinngate.server.legacy.LegacyDoor;
import org.spinngate.server.link.TunnelInitializer;

/** The port to which old clients bring their boot datagrams, and nobody else brings anything. */
public final class BootPort extends ChannelInitializer<Channel> {
  private final TunnelInitializer tunnels;
  private final LegacyDoor old;

  /**
   * @param tunnels counts the connections of all ports together
   */
  public BootPort(TunnelInitializer tunnels, LegacyDoor old) {
    this.tunnels = tunnels;
    this.old = old;
  }

  @Override
  protected void initChannel(Channel connection) {
    if (!tunnels.admits(connection)) {
      return;
    }
    if (old.admits(connection)) {
      old.begin(Service.BOOT, connection);
    } else {
      old.turnAway(connection);
    }
  }
}
