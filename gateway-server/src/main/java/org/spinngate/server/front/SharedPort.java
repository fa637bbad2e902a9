package org.spinngate.server.front;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.server.legacy.LegacyDoor;
import org.spinngate.server.link.TunnelInitializer;
import org.spinngate.server.net.Arrivals;
import org.spinngate.server.sealed.SealedDoor;

/**
 * The port of the tunnels, to which old clients bring their SCP.
 *
 * <pre>
 *  TCP, from where old clients may come:   first byte ─ 0x00 ─▶ lengths ─ old client
 *                                                     ─ other ▶ deadline ─ tls ─ frames ─ …
 *       from elsewhere:                    first byte ─ deadline ─ tls ─ frames ─ …
 *                                                     ─ 0x00 ─▶ closed without a word
 *  UDP:                                    first byte ─ 0x47 ─▶ sealed packets
 *                                                     ─ other ▶ old client
 * </pre>
 *
 * <p>An old client may be silent until its first application speaks, and must not be taken for
 * somebody who does not log in; so the time for a login begins with its first byte.
 */
public final class SharedPort extends ChannelInitializer<Channel> {
  private static final Logger LOG = LoggerFactory.getLogger(SharedPort.class);

  private final TunnelInitializer tunnels;
  private final LegacyDoor old;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault at the first byte of a connection{}", more, fault));

  /** Both may be given connections on any event loop. */
  public SharedPort(TunnelInitializer tunnels, LegacyDoor old) {
    this.tunnels = tunnels;
    this.old = old;
  }

  @Override
  protected void initChannel(Channel connection) {
    if (!tunnels.admits(connection)) {
      return;
    }
    if (old.admits(connection)) {
      connection
          .pipeline()
          .addLast(new FirstByte(own -> old.begin(Service.SCP, own), this::beginTunnel, faults));
    } else {
      connection.pipeline().addLast(new FirstByte(old::turnAway, own -> {}, faults));
      tunnels.begin(connection);
    }
  }

  private void beginTunnel(Channel connection) {
    old.leave(connection);
    tunnels.begin(connection);
  }

  /** What takes the datagrams of one socket when there are sealed packets, too. */
  public ChannelInboundHandler datagrams(SealedDoor sealed, EventLoop loop, Arrivals arrivals) {
    return new FirstByteOfPacket(
        sealed.handler(loop, arrivals), old.datagrams(Service.SCP, loop, arrivals));
  }
}
