package org.spinngate.protocol.testing;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A bad network for TCP between two programs under test: listens on a free loopback port and passes
 * each connection on to its target, under {@link Conditions} that may change at any time.
 *
 * <p>All methods may be called from any thread but the relay's own; each has taken effect when it
 * returns. What the random parts do is fixed by the seed and the order of connections.
 */
public final class StreamRelay implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("stream-relay", true), NioIoHandler.newFactory());
  private final ChannelGroup channels = new DefaultChannelGroup(group.next());
  private final Set<RelayedConnection> connections = ConcurrentHashMap.newKeySet();
  private final Set<Direction> open = EnumSet.allOf(Direction.class); // only on the loop
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<Runnable> postponed = new ArrayList<>(); // only on the loop
  private final long seed;
  private final Channel listener;
  private volatile Conditions conditions = Conditions.CLEAR;
  private volatile InetSocketAddress target;
  private volatile boolean refusing;

  /**
   * Starts to listen.
   *
   * @param target where to pass connections on to
   * @param seed of jitter and segment lengths
   */
  public StreamRelay(InetSocketAddress target, long seed) {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), target, seed);
  }

  /** The same at an address of loopback that is told. */
  public StreamRelay(InetSocketAddress listen, InetSocketAddress target, long seed) {
    this.target = target;
    this.seed = seed;
    this.listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(initializer(this::accept))
            .bind(listen)
            .syncUninterruptibly()
            .channel();
  }

  /** Where to connect to instead of the target. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Treats every segment from here on this way, in both directions of all connections. */
  public void conditions(Conditions wanted) {
    conditions = wanted;
  }

  /**
   * Loses this direction: connections stay, and neither a byte nor an end passes until {@link
   * #heal()}. What was sent in the meantime then arrives, as TCP would have sent it again. New
   * connections are accepted and reach the target when all is healed.
   */
  public void blackHole(Direction direction) {
    onLoop(() -> letThrough(direction, false));
  }

  /** Loses both directions; see {@link #blackHole(Direction)}. */
  public void blackHole() {
    blackHole(Direction.TO_SERVER);
    blackHole(Direction.TO_CLIENT);
  }

  /** Finds both directions again. */
  public void heal() {
    onLoop(
        () -> {
          letThrough(Direction.TO_SERVER, true);
          letThrough(Direction.TO_CLIENT, true);
        });
  }

  /**
   * Loses the present connections for good, as a router does that forgets them: they stay up, and
   * neither a byte nor an end of them passes ever again. New ones are not concerned.
   */
  public void strand() {
    onLoop(() -> connections.forEach(RelayedConnection::strand));
  }

  /** Sends new connections to another target; the present ones stay where they are. */
  public void retarget(InetSocketAddress other) {
    onLoop(() -> target = other);
  }

  /** Resets every connection, towards both ends. */
  public void reset() {
    onLoop(
        () -> {
          // All are told first, since the end of one is at once an ordinary end of the other.
          channels.forEach(StreamRelay::endByReset);
          channels.close();
        });
  }

  /** Whether new connections are reset at once; the present ones stay as they are. */
  public void refuse(boolean wanted) {
    onLoop(() -> refusing = wanted);
  }

  /** How many connections were accepted since the start, refused ones apart. */
  public int accepted() {
    return accepted.get();
  }

  /** How many connections were refused, by wish or because the target did not answer. */
  public int refused() {
    return refused.get();
  }

  /** How many connections are being relayed now. */
  public int connections() {
    return connections.size();
  }

  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    listener.close().syncUninterruptibly();
    channels.close().syncUninterruptibly();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void letThrough(Direction direction, boolean wanted) {
    boolean changed = wanted ? open.add(direction) : open.remove(direction);
    if (changed) {
      connections.forEach(connection -> connection.open(direction, wanted));
    }
    if (!isLossy()) {
      postponed.forEach(Runnable::run);
      postponed.clear();
    }
  }

  private boolean isLossy() {
    return open.size() < Direction.values().length;
  }

  private void accept(Channel client) {
    if (refusing) {
      refused.incrementAndGet();
      reset(client);
    } else {
      channels.add(client);
      long connectionSeed = seed + accepted.incrementAndGet();
      if (isLossy()) {
        postponed.add(() -> connect(client, connectionSeed));
      } else {
        connect(client, connectionSeed);
      }
    }
  }

  private void connect(Channel client, long connectionSeed) {
    new Bootstrap()
        .group(client.eventLoop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(initializer(channels::add))
        .connect(target)
        .addListener(
            (ChannelFuture done) -> {
              if (done.isSuccess()) {
                relay(client, done.channel(), connectionSeed);
              } else {
                refused.incrementAndGet();
                reset(client);
              }
            });
  }

  private void relay(Channel client, Channel server, long connectionSeed) {
    RelayedConnection connection =
        new RelayedConnection(client, server, connectionSeed, () -> conditions);
    connections.add(connection);
    client.closeFuture().addListener(closed -> connections.remove(connection));
    open.forEach(direction -> connection.open(direction, true));
  }

  private void onLoop(Runnable action) {
    group.submit(action).syncUninterruptibly();
  }

  private static void reset(Channel channel) {
    endByReset(channel);
    channel.close();
  }

  private static void endByReset(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
  }

  private static ChannelInitializer<Channel> initializer(Consumer<Channel> action) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        action.accept(channel);
      }
    };
  }
}
