package org.spinngate.server.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.net.BindProblem;
import org.spinngate.protocol.net.Transport;

/**
 * Ports of one kind, each for TCP and, if that is used, for UDP.
 *
 * <p>Used by one thread that is no event loop, but for {@link #look}; its methods block.
 */
public final class PortPair implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortPair.class);

  /** To find a port that is free for TCP and UDP alike. */
  private static final int MOST_ATTEMPTS = 10;

  private final StreamPort streams;
  private final Transport transport;
  private final Optional<Datagrams> datagrams;
  private final List<DatagramPort> bound = new CopyOnWriteArrayList<>();

  /**
   * How one takes datagrams.
   *
   * @param sockets gives fresh ones
   * @param handlers what takes the datagrams of a socket of an event loop
   * @param advice for the operator, if a port cannot be bound for UDP
   */
  public record Datagrams(
      Supplier<DatagramPort> sockets,
      BiFunction<EventLoop, Arrivals, ChannelHandler> handlers,
      String advice) {}

  /**
   * @param streams what takes connections
   * @param datagrams what takes datagrams, if UDP is used
   * @param transport what sockets of this machine can do
   */
  public PortPair(StreamPort streams, Optional<Datagrams> datagrams, Transport transport) {
    this.streams = streams;
    this.transport = transport;
    this.datagrams = datagrams;
  }

  /**
   * Binds an address; if any port will do, one that is free for everything that belongs to it.
   *
   * @return the operator's own address with its real port, or what is bound in its place; none if
   *     this machine has nothing of the kind, which is no fault as long as it has something else
   * @throws BindFailure if it cannot be bound
   */
  Optional<InetSocketAddress> bind(ListenAddress wanted) throws BindFailure {
    for (int attempt = 1; ; attempt++) {
      Deque<Runnable> undo = new ArrayDeque<>();
      try {
        return bindAll(wanted, undo);
      } catch (BindFailure e) {
        undo.forEach(Runnable::run);
        if (wanted.address().getPort() != 0 || attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Optional<InetSocketAddress> bindAll(ListenAddress wanted, Deque<Runnable> undo)
      throws BindFailure {
    InetSocketAddress address = wanted.address();
    boolean hasOther = wanted.otherFamily().isPresent() && transport.splitsFamilies();
    Optional<InetSocketAddress> here = bindOne(address, wanted.isEverywhere(), undo);
    if (!hasOther) {
      return here;
    }
    int port = here.orElse(address).getPort();
    InetSocketAddress beside = new InetSocketAddress(wanted.otherFamily().orElseThrow(), port);
    Optional<InetSocketAddress> other = bindOne(beside, here.isPresent(), undo);
    return here.or(() -> other);
  }

  /**
   * Binds what one family has.
   *
   * @param mayLack whether a machine without IPv6 may do without
   */
  private Optional<InetSocketAddress> bindOne(
      InetSocketAddress address, boolean mayLack, Deque<Runnable> undo) throws BindFailure {
    try {
      return Optional.of(bindBoth(address, undo));
    } catch (BindFailure e) {
      if (e.reason() != BindProblem.NO_IPV6 || !mayLack) {
        throw e;
      }
      LOG.warn("{}; clients come by IPv4 only", e.getMessage());
      return Optional.empty();
    }
  }

  private InetSocketAddress bindBoth(InetSocketAddress address, Deque<Runnable> undo)
      throws BindFailure {
    InetSocketAddress taken = streams.bind(address);
    undo.push(() -> streams.unbind(taken));
    // In the operator's words: some systems name 0.0.0.0 in those of IPv6.
    InetSocketAddress both = new InetSocketAddress(address.getAddress(), taken.getPort());
    if (datagrams.isPresent()) {
      bindDatagrams(both, datagrams.get(), undo);
    }
    return both;
  }

  private void bindDatagrams(InetSocketAddress address, Datagrams wanted, Deque<Runnable> undo)
      throws BindFailure {
    DatagramPort port = wanted.sockets.get();
    port.bind(address, wanted.advice, wanted.handlers);
    bound.add(port);
    undo.push(
        () -> {
          bound.remove(port);
          port.close();
        });
  }

  /** Tells which addresses this machine has now. Any thread that may wait. */
  void look(Collection<InetAddress> present) {
    bound.forEach(port -> port.look(present));
  }

  /** Nobody comes any more; harmless the second time. */
  @Override
  public void close() {
    streams.close();
    bound.forEach(DatagramPort::close);
    bound.clear();
  }
}
