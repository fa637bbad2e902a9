package org.spinngate.server.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.net.Transport;

/**
 * Gives each connection, and with it the session that it may carry, to the event loop that has the
 * fewest. To take loops in turn is not enough: others take them too, and two connections for each
 * of theirs all come to the same loop.
 *
 * <p>For one group of loops. Thread-safe. Connections that are accepted in the same moment may not
 * know of each other, and come to loops in turn.
 */
final class FewestConnections implements EventExecutorChooserFactory {
  private final AtomicInteger turns = new AtomicInteger();
  private volatile List<Load> loads = List.of();

  private record Load(EventExecutor loop, AtomicInteger connections) {}

  /** The loops that this chooses from. */
  EventLoopGroup loops(int threads, String name, Transport transport) {
    Executor each = new ThreadPerTaskExecutor(new DefaultThreadFactory(name));
    return new MultiThreadIoEventLoopGroup(threads, each, this, transport.handlers());
  }

  @Override
  public EventExecutorChooser newChooser(EventExecutor[] loops) {
    loads = Stream.of(loops).map(loop -> new Load(loop, new AtomicInteger())).toList();
    return this::least;
  }

  /** The loop with the fewest; of several, one after the other. */
  private EventExecutor least() {
    List<Load> all = loads;
    int turn = Math.floorMod(turns.getAndIncrement(), all.size());
    Load least = all.get(turn);
    for (int i = 1; i < all.size(); i++) {
      Load other = all.get((turn + i) % all.size());
      if (other.connections.get() < least.connections.get()) {
        least = other;
      }
    }
    return least.loop;
  }

  private AtomicInteger connectionsOf(EventExecutor loop) {
    return loads.stream()
        .filter(load -> load.loop == loop)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a loop of another group: " + loop))
        .connections;
  }

  /** Counts each connection that gets this in the place of these handlers. */
  ChannelHandler counting(ChannelHandler pipelines) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(new Counter(), pipelines);
      }
    };
  }

  /** One connection, on the loop where it is; it may move to another. */
  private final class Counter extends ChannelInboundHandlerAdapter {
    private @Nullable AtomicInteger counted;

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
      counted = connectionsOf(ctx.channel().eventLoop());
      counted.incrementAndGet();
      ctx.fireChannelRegistered();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
      if (counted != null) {
        counted.decrementAndGet();
        counted = null;
      }
      ctx.fireChannelUnregistered();
    }
  }
}
