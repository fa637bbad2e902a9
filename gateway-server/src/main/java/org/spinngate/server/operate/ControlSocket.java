package org.spinngate.server.operate;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.config.ControlSettings;
import org.spinngate.server.net.AcceptFaults;

/**
 * The Unix domain socket of the running gateway. It has an event loop of its own, and verbs run on
 * threads of their own, so that no datagram waits for an operator.
 *
 * <p>Open and close it from a thread that is no event loop; both block.
 */
public final class ControlSocket implements AutoCloseable {
  /** In bytes, without the line end. */
  static final int LONGEST_REQUEST = 4096;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final long STOP_SECONDS = 2;
  private static final long IDLE_SECONDS = 60;

  /** A verb may take longer than the one who asked for it stays. */
  private static final int MOST_VERBS = 2 * VerbHandler.MOST_AT_ONCE;

  private static final long LAST_WORD_SECONDS = 1;

  /** Told to end at once in the midst of its tasks, a loop does not finish with its sockets. */
  private static final long QUIET_MILLIS = 20;

  private final Transport transport;
  private final EventLoopGroup loop;
  private final ExecutorService executor =
      new ThreadPoolExecutor(
          0,
          MOST_VERBS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new DefaultThreadFactory("control-verb", true));

  private final Verbs verbs;
  private final SocketFile file;

  private ControlSocket(Path path, Transport transport, Verbs verbs) throws IOException {
    this.transport = transport;
    this.verbs = verbs;
    this.loop = transport.eventLoops(1, "control");
    try {
      this.file = SocketFile.make(path, this::bind);
    } catch (IOException | RuntimeException e) {
      release();
      throw e;
    }
  }

  /**
   * Opens it.
   *
   * @throws IOException in words for the operator, if there can be no socket at this path; nothing
   *     is left running then
   */
  public static ControlSocket open(Path path, Transport transport, Verbs verbs) throws IOException {
    return new ControlSocket(path, transport, verbs);
  }

  /**
   * Opens the one that the configuration asks for. A server does its work without one, too, so that
   * failing is a warning in the log.
   *
   * @param places where it may be, if the configuration does not say
   * @param port that of the server's first listener
   */
  public static Optional<ControlSocket> start(
      ControlSettings settings, SocketPlaces places, int port, Verbs verbs) {
    if (!settings.on()) {
      return Optional.empty();
    }
    try {
      Path path = settings.socket().isPresent() ? settings.socket().get() : places.forServer(port);
      ControlSocket socket = open(path, Transport.best(), verbs);
      LOG.info("control socket at {}", path);
      return Optional.of(socket);
    } catch (IOException e) {
      LOG.warn("no control socket: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Where it is. */
  public Path path() {
    return file.path();
  }

  private void bind(Path path) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channelFactory(transport::fileServerChannel)
            .handler(new AcceptFaults("commands", System::nanoTime))
            .childHandler(new ControlInitializer(verbs, executor, PATIENCE));
    if (transport != Transport.NIO) {
      // Shells close their side after the request. Netty's other kind does not know the option.
      bootstrap.childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }
    ChannelFuture bound = bootstrap.bind(transport.fileAddress(path)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen at " + path + ": " + reason(bound), bound.cause());
    }
  }

  private static String reason(ChannelFuture failed) {
    return String.valueOf(failed.cause().getMessage());
  }

  /** Requests under way, and verbs with them, are broken off. */
  @Override
  public void close() {
    try {
      file.remove();
    } catch (IOException e) {
      LOG.warn("the control socket {} is left over: {}", file.path(), e.getMessage());
    }
    release();
  }

  private void release() {
    executor.shutdown();
    awaitVerbs();
    loop.shutdownGracefully(
            QUIET_MILLIS, TimeUnit.SECONDS.toMillis(STOP_SECONDS), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
    executor.shutdownNow();
  }

  /** The operator who told the server to end should still hear that it does. */
  private void awaitVerbs() {
    try {
      executor.awaitTermination(LAST_WORD_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
