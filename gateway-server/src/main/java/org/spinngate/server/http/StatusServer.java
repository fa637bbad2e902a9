package org.spinngate.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.config.HttpSettings;
import org.spinngate.server.metrics.History;
import org.spinngate.server.net.AcceptFaults;

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

  private final HttpSettings settings;
  private final EventLoopGroup loop;
  private final PageListeners listeners;
  private final History history;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault in the status page's history{}", more, fault));
  private final Faults answering =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault while answering by HTTP{}", more, fault));

  /** Makes a server that listens nowhere yet. */
  public StatusServer(HttpSettings settings, Transport transport, StatusSources sources) {
    this.settings = settings;
    this.loop = transport.eventLoops(1, "status");
    this.history =
        new History(() -> sources.metrics().totals(), () -> sources.sessions().get().size());
    Visitors visitors = new Visitors(settings.hosts());
    Routes routes = new Routes(sources, new StateJson(sources, history, System::nanoTime));
    ConnectionLimit limit = new ConnectionLimit(MOST_CONNECTIONS);
    Responder responder = new Responder(new AnswerBudget(MOST_UNDER_WAY, SHORT_ANSWER));
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .handler(new AcceptFaults("visitors of the status page", System::nanoTime))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
            .childHandler(
                initializer(limit, () -> new PageHandler(visitors, routes, responder, answering)));
    this.listeners = new PageListeners(bootstrap, transport);
  }

  private static ChannelInitializer<Channel> initializer(
      ConnectionLimit limit, Supplier<PageHandler> handlers) {
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
    listeners.listen(settings.listen());
    if (!settings.listen().isEmpty()) {
      Duration step = Duration.ofSeconds(History.STEP_SECONDS);
      RepeatedTask.start(loop.next(), step, step, history::step, faults);
    }
  }

  /** Where it listens, with real ports. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  History history() {
    return history;
  }

  @Override
  public void close() {
    listeners.close();
    loop.shutdownGracefully(QUIET_MILLIS, STOP_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }
}
