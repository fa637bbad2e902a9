package org.spinngate.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.config.HttpSettings;
import org.spinngate.server.flow.Transport;
import org.spinngate.server.metrics.History;
import org.spinngate.server.port.BindFailure;
import org.spinngate.server.port.ListenAddress;

/**
 * The status page, the metrics and the health, by HTTP without a login and without anything that
 * could be changed. It has an event loop of its own, so that no datagram waits for it.
 *
 * <p>Start and stop it from a thread that is no event loop; both block.
 */
public final class StatusServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

  private static final int MOST_CONNECTIONS = 64;
  private static final int MOST_LINE = 2 * 1024;
  private static final int MOST_HEADERS = 8 * 1024;

  /** What is read at once, and the most parts of requests that two reads bring. */
  private static final int READ_BYTES = 2 * 1024;

  private static final int MOST_WAITING = 512;

  private static final long MOST_UNDER_WAY = 64 * 1024 * 1024;
  private static final int SHORT_ANSWER = 64 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration MOST_FOR_ANSWER = Duration.ofMinutes(1);
  private static final int BACKLOG = 64;

  /** Told to end at once in the midst of its tasks, a loop does not finish with its sockets. */
  private static final long QUIET_MILLIS = 20;

  private static final long STOP_MILLIS = 2000;
  private static final long AGAIN_SECONDS = 5;

  private final HttpSettings settings;
  private final Transport transport;

  /** Names are looked up here, so that nobody who looks at a page waits for that. */
  private final EventExecutor later =
      new DefaultEventExecutor(new DefaultThreadFactory("status-later"));

  private final EventLoopGroup loop;
  private final ServerBootstrap bootstrap;
  private final History history;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault in the status page's history{}", more, fault));
  private final List<InetSocketAddress> addresses = new CopyOnWriteArrayList<>();

  /** Makes a server that listens nowhere yet. */
  public StatusServer(HttpSettings settings, Transport transport, StatusSources sources) {
    this.settings = settings;
    this.transport = transport;
    this.loop = transport.eventLoops(1, "status");
    this.history =
        new History(() -> sources.metrics().totals(), () -> sources.sessions().get().size());
    Visitors visitors = new Visitors(settings.hosts());
    Routes routes = new Routes(sources, new StateJson(sources, history, System::nanoTime));
    ConnectionLimit limit = new ConnectionLimit(MOST_CONNECTIONS);
    Responder responder = new Responder(new AnswerBudget(MOST_UNDER_WAY, SHORT_ANSWER));
    this.bootstrap =
        new ServerBootstrap()
            .group(loop)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
            .childHandler(
                initializer(limit, () -> new RequestHandler(visitors, routes, responder)));
  }

  private static ChannelInitializer<Channel> initializer(
      ConnectionLimit limit, Supplier<RequestHandler> handlers) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        if (limit.enter(channel)) {
          channel
              .pipeline()
              .addLast(
                  new HttpRequestDecoder(
                      new HttpDecoderConfig()
                          .setMaxInitialLineLength(MOST_LINE)
                          .setMaxHeaderSize(MOST_HEADERS)),
                  new HttpResponseEncoder(),
                  new OneAtATime(MOST_WAITING),
                  new RequestDeadline(PATIENCE, MOST_FOR_ANSWER),
                  new ChunkedWriteHandler(),
                  handlers.get());
        }
      }
    };
  }

  /**
   * Listens. An address that cannot be bound is a warning in the log and no more: boards are more
   * important than a page about them. It is tried again as long as that may help.
   */
  public void start() {
    ListenAddress.all(settings.listen(), transport).forEach(address -> listen(address, true));
    if (!settings.listen().isEmpty()) {
      Duration step = Duration.ofSeconds(History.STEP_SECONDS);
      RepeatedTask.start(loop.next(), step, step, history::step, faults);
    }
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
        later.schedule(() -> listen(listed, false), AGAIN_SECONDS, TimeUnit.SECONDS);
      }
    }
  }

  /** Whoever cannot come by one family may come by the other. */
  private void bindBeside(InetAddress everywhere, int port) {
    InetSocketAddress address = new InetSocketAddress(everywhere, port);
    try {
      bind(address);
    } catch (BindFailure e) {
      LOG.warn("no status page at {}: {}", BindFailure.text(address), e.why());
    }
  }

  private InetSocketAddress bind(InetSocketAddress address) throws BindFailure {
    String advice = "gateway.http.listen names the address";
    if (address.isUnresolved()) {
      throw BindFailure.of(address, "", new UnresolvedAddressException(), advice);
    }
    ServerBootstrap fitting =
        bootstrap.clone().channelFactory(transport.serverChannels(address.getAddress()));
    transport.familyOnly(fitting, address.getAddress());
    ChannelFuture bound = fitting.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw BindFailure.of(address, "", bound.cause(), advice);
    }
    return (InetSocketAddress) bound.channel().localAddress();
  }

  /** Where it listens, with real ports. */
  public List<InetSocketAddress> addresses() {
    return List.copyOf(addresses);
  }

  History history() {
    return history;
  }

  @Override
  public void close() {
    later.shutdownGracefully(QUIET_MILLIS, STOP_MILLIS, TimeUnit.MILLISECONDS);
    loop.shutdownGracefully(QUIET_MILLIS, STOP_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }
}
