package org.spinngate.server.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.EventExecutor;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.net.WholePackets;

/**
 * The UDP sockets of one listening address: one for each event loop where the system can share a
 * port, so that each loop has one to send by, and clients spread over them; otherwise one for all.
 *
 * <p>Where it listens at every address of the machine, the system would answer from the one that
 * its routes prefer, and a client that had sent to another one would not take that. So each address
 * that somebody is answered from gets sockets of its own, at the same port, to which the system
 * then brings what is sent there. IPv4 says with each datagram where it was sent to; for IPv6 the
 * addresses of the machine are looked through now and then ({@link #look}).
 *
 * <p>Started and stopped by one thread; {@link #look} by another one. Datagrams are taken on event
 * loops.
 */
public final class DatagramPort {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramPort.class);

  private final EventLoopGroup loops;
  private final Transport transport;
  private final PortMeter meter;
  private final OwnAddresses own = new OwnAddresses(this);
  private volatile @Nullable Bound bound;

  /** What there is once it is bound. */
  private record Bound(
      InetSocketAddress address,
      PortAddress main,
      BiFunction<EventLoop, Arrivals, ChannelHandler> handlers) {
    boolean isEverywhere(Transport transport) {
      return transport == Transport.EPOLL && address.getAddress().isAnyLocalAddress();
    }
  }

  /**
   * @param loops each has a socket of its own
   * @param transport the kind of the sockets
   * @param meter told what the system drops at them
   */
  public DatagramPort(EventLoopGroup loops, Transport transport, PortMeter meter) {
    this.meter = meter;
    this.loops = loops;
    this.transport = transport;
  }

  /**
   * Binds the sockets. Call once.
   *
   * @param address with a real port
   * @param advice for the operator, if it cannot be bound
   * @param handlers gives each socket what it receives by
   * @throws BindFailure if the address cannot be bound, with the address in the message
   */
  public void bind(
      InetSocketAddress address,
      String advice,
      BiFunction<EventLoop, Arrivals, ChannelHandler> handlers)
      throws BindFailure {
    PortAddress main = new PortAddress(address.getAddress(), this);
    Bound wanted = new Bound(address, main, handlers);
    for (EventExecutor each : loops) {
      if (main.isEmpty() || transport == Transport.EPOLL) {
        EventLoop loop = (EventLoop) each;
        ChannelFuture binding =
            socket(wanted, loop, arrivals(wanted)).bind(address).awaitUninterruptibly();
        if (!binding.isSuccess()) {
          main.closeNow();
          throw BindFailure.of(address, "UDP", binding.cause(), advice);
        }
        main.add(loop, binding.channel());
      }
    }
    bound = wanted;
  }

  private Arrivals arrivals(Bound wanted) {
    boolean told =
        wanted.isEverywhere(transport) && wanted.address.getAddress() instanceof Inet4Address;
    return told ? this::whereTo : datagram -> wanted.main;
  }

  private PortAddress whereTo(DatagramPacket datagram) {
    return at(datagram.recipient().getAddress());
  }

  /** One of this machine's addresses at this port. Any thread. */
  public PortAddress at(InetAddress address) {
    PortAddress known = own.find(address);
    return known == null ? new PortAddress(address, this) : known;
  }

  private Bootstrap socket(Bound wanted, EventLoop loop, Arrivals arrivals) {
    InetAddress family = wanted.address.getAddress();
    boolean everywhere = wanted.isEverywhere(transport) && family instanceof Inet4Address;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(
                () ->
                    WholePackets.ask(
                        transport.familyOnly(transport.datagramChannel(family), family)))
            .handler(wanted.handlers.apply(loop, arrivals));
    PortOptions.set(bootstrap, transport, everywhere);
    return bootstrap;
  }

  /** The socket for an address that has none of its own on this event loop, or not yet. */
  @Nullable Channel socketFor(PortAddress wanted, EventLoop loop) {
    Bound now = bound;
    if (now == null) {
      return null;
    }
    if (wanted != now.main && now.isEverywhere(transport)) {
      Channel fresh = own.begin(wanted.address()).own(loop);
      if (fresh != null) {
        return fresh;
      }
    }
    Channel main = now.main.own(loop);
    return main == null ? now.main.any() : main;
  }

  /** Opens a socket for each event loop; for the one that calls at once. */
  void open(PortAddress wanted) {
    for (EventExecutor each : loops) {
      EventLoop loop = (EventLoop) each;
      if (loop.inEventLoop()) {
        open(wanted, loop);
      } else {
        loop.execute(() -> open(wanted, loop));
      }
    }
  }

  private void open(PortAddress wanted, EventLoop loop) {
    Bound now = bound;
    if (now == null) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(wanted.address(), now.address.getPort());
    // Registered and bound on the very loop, so that it is there when this returns.
    Channel socket = WholePackets.ask(transport.datagramChannel(address.getAddress()));
    PortOptions.set(socket, transport);
    socket.pipeline().addLast(now.handlers.apply(loop, datagram -> wanted));
    loop.register(socket);
    Throwable failure = socket.bind(address).cause();
    if (failure == null) {
      wanted.add(loop, socket);
    } else {
      socket.close();
      LOG.debug("answers from {} leave as the system likes: {}", address, failure.getMessage());
    }
  }

  /**
   * Gives all these addresses sockets, where that cannot wait until somebody is answered, and takes
   * them from those that are gone. Also looks what the system has dropped.
   *
   * @param present all addresses of this machine
   */
  public void look(Collection<InetAddress> present) {
    Bound now = bound;
    if (now == null) {
      return;
    }
    now.main.tellOverflow(meter);
    own.tellOverflow(meter);
    if (!now.isEverywhere(transport)) {
      return;
    }
    if (now.address.getAddress() instanceof Inet6Address) {
      own.keep(present.stream().filter(PortOptions::mayBeAsked).toList());
    } else {
      own.forgetFailed();
    }
  }

  /** Takes nothing any more. */
  public void close() {
    Bound now = bound;
    bound = null;
    own.close();
    if (now != null) {
      now.main.closeNow();
    }
  }
}
