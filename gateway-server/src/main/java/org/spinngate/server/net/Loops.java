package org.spinngate.server.net;

import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.repeat.LaterTask;

/** The threads of one server. Used by one thread that is none of them; its methods block. */
public final class Loops implements AutoCloseable {
  /** More loops than this gain nothing: one carries some 50,000 requests a second. */
  private static final int MOST_LOOPS = 4;

  private static final long STOP_SECONDS = 5;

  /** Told to end at once in the midst of its tasks, a loop does not finish with its sockets. */
  private static final long QUIET_MILLIS = 20;

  private static final long LOOK_MILLIS = 10;

  private final Transport transport = Transport.best();
  private final FewestConnections fewest = new FewestConnections();
  private final EventLoopGroup sessions;
  private final EventLoopGroup simulated;
  private final EventExecutor background =
      new DefaultEventExecutor(new DefaultThreadFactory("session-table"));

  /** One thread for each processor, up to a bound, and what else a server needs. */
  public Loops() {
    int threads = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
    this.sessions = fewest.loops(threads, "gateway", transport);
    this.simulated = transport.eventLoops(1, "simulated-boards");
  }

  /** What their sockets are made by. */
  public Transport transport() {
    return transport;
  }

  /** They carry connections and, with them, sessions. */
  public EventLoopGroup sessions() {
    return sessions;
  }

  /** Gives accepted connections these handlers, and spreads them over the loops by their number. */
  public ChannelHandler spread(ChannelHandler pipelines) {
    return fewest.counting(pipelines);
  }

  /** It carries the boards that the server simulates. */
  public EventLoopGroup simulated() {
    return simulated;
  }

  /** For what takes longer than a datagram may wait, such as a long table. */
  public EventExecutor background() {
    return background;
  }

  /** Returns when every loop has done what it was told until now, and sent it. */
  public void settle() {
    for (EventExecutor loop : sessions) {
      Promise<Void> looked = loop.newPromise();
      LaterTask look = new LaterTask(() -> looked.setSuccess(null));
      var unused = look.in(loop, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      looked.awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Whether they were told to end. */
  public boolean areEnding() {
    return sessions.isShuttingDown();
  }

  /** Ends them all; harmless the second time. */
  @Override
  public void close() {
    Future<?> first = shutDown(sessions);
    Future<?> second = shutDown(simulated);
    // Each takes a moment even with nothing to do, so both do at the same time.
    first.awaitUninterruptibly();
    second.awaitUninterruptibly();
    shutDown(background).awaitUninterruptibly();
  }

  private static Future<?> shutDown(EventExecutorGroup group) {
    long most = TimeUnit.SECONDS.toMillis(STOP_SECONDS);
    return group.shutdownGracefully(QUIET_MILLIS, most, TimeUnit.MILLISECONDS);
  }
}
