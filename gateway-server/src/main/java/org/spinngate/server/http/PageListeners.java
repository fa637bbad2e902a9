package org.spinngate.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.net.BindFailure;
import org.spinngate.server.net.ListenAddress;

/**
 * The addresses of the status page. One that cannot be bound is a warning, and is tried again as
 * long as that may help.
 *
 * <p>Started and closed by one thread; any may ask for the addresses.
 */
final class PageListeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageListeners.class);
  private static final String ADVICE = "gateway.http.listen names the address";
  private static final long AGAIN_SECONDS = 5;
  private static final long STOP_SECONDS = 2;

  private final ServerBootstrap bootstrap;
  private final Transport transport;
  private final List<InetSocketAddress> addresses = new CopyOnWriteArrayList<>();

  /** Names are looked up here, so that nobody who looks at a page waits for that. */
  private final EventExecutor later =
      new DefaultEventExecutor(new DefaultThreadFactory("status-later"));

  /**
   * @param bootstrap makes listening sockets once it is told their kind
   */
  PageListeners(ServerBootstrap bootstrap, Transport transport) {
    this.bootstrap = bootstrap;
    this.transport = transport;
  }

  void listen(List<InetSocketAddress> listed) {
    ListenAddress.all(listed, transport).forEach(address -> listen(address, true));
  }

  /** What is bound, with real ports. */
  List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  @Override
  public void close() {
    later.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
  }

  private void listen(ListenAddress listed, boolean first) {
    InetSocketAddress address = listed.resolved().address();
    try {
      InetSocketAddress here = bind(address);
      addresses.add(here);
      LOG.info("status page at http://{}/", NetUtil.toSocketAddressString(here));
      if (transport.splitsFamilies()) {
        listed.otherFamily().ifPresent(other -> bindBeside(other, here.getPort()));
      }
    } catch (BindFailure e) {
      if (first) {
        LOG.warn("no status page at {}: {}", BindFailure.text(address), e.why());
      }
      if (!e.isForTheOperator()) {
        listenLater(listed);
      }
    }
  }

  private void listenLater(ListenAddress listed) {
    LaterTask again =
        new LaterTask(() -> listen(listed, false), fault -> listenBehind(fault, listed));
    var unused = again.in(later, AGAIN_SECONDS, TimeUnit.SECONDS);
  }

  private void listenBehind(Throwable fault, ListenAddress listed) {
    listenLater(listed);
    LaterTask.tellThread(fault);
  }

  /** A browser that cannot connect by one family may connect by the other. */
  private void bindBeside(InetAddress everywhere, int port) {
    InetSocketAddress address = new InetSocketAddress(everywhere, port);
    try {
      bind(address);
    } catch (BindFailure e) {
      LOG.warn("no status page at {}: {}", BindFailure.text(address), e.why());
    }
  }

  private InetSocketAddress bind(InetSocketAddress address) throws BindFailure {
    if (address.isUnresolved()) {
      throw BindFailure.of(address, "", new UnresolvedAddressException(), ADVICE);
    }
    ServerBootstrap fitting =
        bootstrap.clone().channelFactory(transport.serverChannels(address.getAddress()));
    ChannelFuture bound = fitting.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw BindFailure.of(address, "", bound.cause(), ADVICE);
    }
    return (InetSocketAddress) bound.channel().localAddress();
  }
}
