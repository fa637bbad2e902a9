package org.spinngate.protocol.testing;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stands between applications and one UDP port and makes the network between them as bad as asked.
 * As at a router that translates addresses, each application's datagrams leave from a port of its
 * own, to which the answers come.
 *
 * <p>All methods may be called from any thread but the relay's own; each has taken effect when it
 * returns. What the random parts do is fixed by the seed and the order of applications and
 * datagrams. Datagrams of 1 to 4,095 bytes pass.
 */
public final class DatagramRelay implements AutoCloseable {
  private static final int LONGEST = 4096;
  private static final int SOCKET_BUFFER = 1 << 20;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("datagram-relay", true), NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final Map<Direction, DatagramTally> tallies = new EnumMap<>(Direction.class);
  private final Map<Direction, Conditions> conditions = new EnumMap<>(Direction.class); // on loop
  private final Map<InetSocketAddress, Mapping> mappings = new HashMap<>(); // only on the loop
  private final Channel listener;
  private InetSocketAddress target; // only on the loop
  private int longest = LONGEST; // only on the loop
  private long nextSeed;

  /**
   * Starts to listen.
   *
   * @param target where to pass datagrams on to
   * @param seed of all that is left to chance
   */
  public DatagramRelay(InetSocketAddress target, long seed) {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), target, seed);
  }

  /**
   * The same at an address of loopback that is told, such as that of a {@link StreamRelay}.
   *
   * @throws UncheckedIOException if it is taken
   */
  public DatagramRelay(InetSocketAddress listen, InetSocketAddress target, long seed) {
    this.target = target;
    this.nextSeed = seed;
    for (Direction direction : Direction.values()) {
      tallies.put(direction, new DatagramTally());
      conditions.put(direction, Conditions.CLEAR);
    }
    this.listener = bind(listen);
  }

  private Channel bind(InetSocketAddress listen) {
    ChannelFuture bound = bootstrap(this::fromApplication).bind(listen).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
      throw new UncheckedIOException(new IOException(bound.cause()));
    }
    return bound.channel();
  }

  private void fromApplication(DatagramPacket packet) {
    mappingOf(packet.sender()).toTarget(packet.content().retain());
  }

  /** Where to send to instead of the target. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** Treats every datagram from here on this way, in both directions. */
  public void conditions(Conditions wanted) {
    onLoop(() -> conditions.replaceAll((direction, old) -> wanted));
  }

  /** Treats every datagram of one direction from here on this way. */
  public void conditions(Direction direction, Conditions wanted) {
    onLoop(() -> conditions.put(direction, wanted));
  }

  /** Loses every datagram of more bytes from here on, as a network with short packets does. */
  public void loseLongerThan(int bytes) {
    onLoop(() -> longest = bytes);
  }

  /** Loses everything that goes this way until other {@link #conditions}. */
  public void blackHole(Direction direction) {
    conditions(direction, Conditions.CLEAR.losing(1));
  }

  /** Loses everything until {@link #heal()} or other conditions. */
  public void blackHole() {
    conditions(Conditions.CLEAR.losing(1));
  }

  /** A clear network again. */
  public void heal() {
    conditions(Conditions.CLEAR);
  }

  /**
   * Forgets which application has which port, as a restarted router does: what is on its way is
   * lost, and each application's next datagram leaves from another port.
   */
  public void rebind() {
    onLoop(this::forget);
  }

  /** Passes the datagrams of new applications on to another target; present ones stay. */
  public void retarget(InetSocketAddress other) {
    onLoop(() -> target = other);
  }

  /**
   * Loses what the present applications send, and what is sent to them, for good. New ones are not
   * concerned.
   */
  public void strand() {
    onLoop(() -> mappings.values().forEach(Mapping::strand));
  }

  /** What has become of the datagrams of one direction so far. */
  public DatagramCounts counts(Direction direction) {
    return tallies.get(direction).counts();
  }

  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    listener.close().syncUninterruptibly();
    onLoop(this::forget);
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void forget() {
    mappings.values().forEach(Mapping::close);
    mappings.clear();
  }

  private Mapping mappingOf(InetSocketAddress application) {
    return mappings.computeIfAbsent(application, Mapping::new);
  }

  private boolean isTooLong(Direction direction, ByteBuf datagram) {
    boolean tooLong = datagram.readableBytes() > longest;
    if (tooLong) {
      tallies.get(direction).arrived.incrementAndGet();
      tallies.get(direction).lost.incrementAndGet();
    }
    return tooLong;
  }

  private DatagramLane lane(Direction direction, long seed, Consumer<ByteBuf> exit) {
    return new DatagramLane(
        loop, new Timetable(seed), () -> conditions.get(direction), tallies.get(direction), exit);
  }

  private Bootstrap bootstrap(Consumer<DatagramPacket> receiver) {
    return new Bootstrap()
        .group(loop)
        .channel(NioDatagramChannel.class)
        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
        .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LONGEST))
        .handler(new Receiver(receiver));
  }

  private void onLoop(Runnable action) {
    group.submit(action).syncUninterruptibly();
  }

  /** Passes datagrams on and takes no notice of refusals, as routers do. */
  private static final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Consumer<DatagramPacket> receiver;

    Receiver(Consumer<DatagramPacket> receiver) {
      this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
      receiver.accept(packet);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {}
  }

  /** An application, and the socket that stands for it towards the target. On the loop. */
  private final class Mapping {
    private final ChannelFuture connected;
    private final DatagramLane out;
    private final DatagramLane back;
    private boolean stranded;

    Mapping(InetSocketAddress application) {
      long seed = nextSeed++;
      out = lane(Direction.TO_SERVER, seed, this::send);
      back =
          lane(
              Direction.TO_CLIENT,
              ~seed,
              bytes -> listener.writeAndFlush(new DatagramPacket(bytes, application)));
      connected = bootstrap(packet -> toClient(packet.content())).connect(target);
    }

    /** Takes the datagram over. */
    void toTarget(ByteBuf datagram) {
      if (stranded || isTooLong(Direction.TO_SERVER, datagram)) {
        datagram.release();
      } else {
        out.pass(datagram);
      }
    }

    private void toClient(ByteBuf datagram) {
      if (!stranded && !isTooLong(Direction.TO_CLIENT, datagram)) {
        back.pass(datagram.retain());
      }
    }

    void strand() {
      stranded = true;
      out.close();
      back.close();
    }

    private void send(ByteBuf datagram) {
      connected.addListener(done -> connected.channel().writeAndFlush(datagram));
    }

    void close() {
      out.close();
      back.close();
      connected.channel().close();
    }
  }
}
