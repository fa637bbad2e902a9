package org.spinngate.server;

import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.spinngate.server.port.DatagramPort;
import org.spinngate.server.port.StreamPort;

/**
 * Ports of one kind, each for TCP and, if anybody comes by it, for UDP.
 *
 * <p>Used by one thread that is no event loop; its methods block.
 */
final class PortPair implements AutoCloseable {
  /** To find a port that is free for TCP and UDP alike. */
  private static final int MOST_ATTEMPTS = 10;

  private final StreamPort streams;
  private final Optional<Datagrams> datagrams;
  private final List<DatagramPort> bound = new ArrayList<>();

  /**
   * How one takes datagrams.
   *
   * @param sockets gives fresh ones
   * @param handlers what takes the datagrams of the socket of an event loop
   * @param advice for the operator, if a port cannot be bound for UDP
   */
  record Datagrams(
      Supplier<DatagramPort> sockets,
      BiFunction<EventLoop, DatagramPort, ChannelInboundHandler> handlers,
      String advice) {}

  PortPair(StreamPort streams, Optional<Datagrams> datagrams) {
    this.streams = streams;
    this.datagrams = datagrams;
  }

  /**
   * Binds an address; if any port will do, one that is free for both.
   *
   * @return the operator's own address with its real port: the system may name 0.0.0.0 in the words
   *     of IPv6
   * @throws IOException if it cannot be bound
   */
  InetSocketAddress bind(InetSocketAddress address) throws IOException {
    for (int attempt = 1; ; attempt++) {
      InetSocketAddress both =
          new InetSocketAddress(address.getAddress(), streams.bind(address).getPort());
      try {
        bindDatagrams(both);
        return both;
      } catch (IOException e) {
        if (address.getPort() != 0 || attempt == MOST_ATTEMPTS) {
          throw e;
        }
        streams.unbind(both);
      }
    }
  }

  private void bindDatagrams(InetSocketAddress address) throws IOException {
    if (datagrams.isEmpty()) {
      return;
    }
    Datagrams wanted = datagrams.get();
    DatagramPort port = wanted.sockets.get();
    try {
      port.bind(address, loop -> wanted.handlers.apply(loop, port));
      bound.add(port);
    } catch (IOException e) {
      throw new IOException(
          "cannot listen for UDP on %s: %s; %s"
              .formatted(NetUtil.toSocketAddressString(address), e.getMessage(), wanted.advice),
          e);
    }
  }

  /** Nobody comes any more; harmless the second time. */
  @Override
  public void close() {
    streams.close();
    bound.forEach(DatagramPort::close);
    bound.clear();
  }
}
