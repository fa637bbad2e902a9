package org.spinngate.server.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import org.spinngate.protocol.net.Transport;

/** Addresses of this machine at a port that nothing listens to but sockets of the test. */
public final class MemoryPort {
  private final DatagramPort port;

  /** One without an address. */
  public MemoryPort(EventLoopGroup loops) {
    port = new DatagramPort(loops, Transport.NIO, PortMeter.NONE);
  }

  /** An address that has no socket on any event loop so far. */
  public PortAddress at(InetAddress address) {
    return new PortAddress(address, port);
  }

  /** Gives an address a socket on one event loop, instead of the one before. */
  public void open(PortAddress address, EventLoop loop, Channel socket) {
    address.add(loop, socket);
  }
}
