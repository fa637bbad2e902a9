package org.spinngate.server.net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One of this machine's addresses at a port for datagrams, with the sockets that answers leave by
 * so that they come from the address that the client had sent to.
 *
 * <p>Thread-safe.
 */
public final class PortAddress {
  private final InetAddress address;
  private final DatagramPort port;
  private final Map<EventLoop, PortOverflow> sockets = new ConcurrentHashMap<>();

  /**
   * @param port that makes the sockets as soon as somebody is answered
   */
  PortAddress(InetAddress address, DatagramPort port) {
    this.address = address;
    this.port = port;
  }

  /** The address itself. Any thread. */
  public InetAddress address() {
    return address;
  }

  /** Whether both are one address at one port; it may be described anew while nothing uses it. */
  public boolean isSameAs(PortAddress other) {
    return this == other || (port == other.port && address.equals(other.address));
  }

  /**
   * The socket to send by from an event loop, on that loop; none while the port is being bound or
   * is closed.
   */
  public @Nullable Channel socket(EventLoop loop) {
    Channel open = own(loop);
    return open == null ? port.socketFor(this, loop) : open;
  }

  /** The socket that is there. */
  @Nullable Channel own(EventLoop loop) {
    PortOverflow known = sockets.get(loop);
    return known == null || !known.socket().isOpen() ? null : known.socket();
  }

  /** Any of its sockets, for systems where there is one for all event loops. */
  @Nullable Channel any() {
    return sockets.values().stream().findFirst().map(PortOverflow::socket).orElse(null);
  }

  void add(EventLoop loop, Channel socket) {
    sockets.put(loop, PortOverflow.of(socket));
  }

  /** Tells what the system has dropped at them since the last time. */
  void tellOverflow(PortMeter meter) {
    sockets.values().forEach(each -> each.tell(meter));
  }

  boolean isEmpty() {
    return sockets.isEmpty();
  }

  void close() {
    sockets.values().forEach(each -> each.socket().close());
  }

  /** Returns when all of its sockets are closed. Not on an event loop. */
  void closeNow() {
    sockets.values().forEach(each -> each.socket().close().awaitUninterruptibly());
  }
}
