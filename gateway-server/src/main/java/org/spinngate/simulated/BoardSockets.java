package org.spinngate.simulated;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real UDP sockets of a simulated board: SCP, boot, and one for each reverse tag. What is
 * written in one pass of the event loop is flushed at its end. Event loop only.
 */
final class BoardSockets implements Network {
  private static final Logger log = LoggerFactory.getLogger(BoardSockets.class);

  /** Bursts wait here when the event loop is late; a real board's ring has no such luck. */
  private static final int RECEIVE_BUFFER = 1 << 20;

  /** The two sockets that are always there, among those known by their port. */
  private static final int SCP = -1;

  private static final int BOOT = -2;

  private final EventLoop loop;
  private final InetAddress address;
  private final ChannelFactory<DatagramChannel> factory;
  private final Map<Integer, Channel> channels = new HashMap<>();

  /** Where reverse tags listen, to be asked from any thread. */
  private final Set<Integer> listening = ConcurrentHashMap.newKeySet();

  private Consumer<Arrival> board = Arrival::release;
  private volatile ArrivalFilter filter = (port, sender, content) -> true;
  private boolean flushing;

  BoardSockets(EventLoop loop, ChannelFactory<DatagramChannel> factory, InetAddress address) {
    this.loop = loop;
    this.factory = factory;
    this.address = address;
  }

  /** Binds both ports, 0 for free ones, and hands what comes to any port to the board. */
  Future<Void> open(int scpPort, int bootPort, Consumer<Arrival> receiver) {
    assert loop.inEventLoop();
    board = receiver;
    Promise<Void> bound = loop.newPromise();
    PromiseCombiner both = new PromiseCombiner(loop);
    both.add((Future<?>) bind(SCP, scpPort));
    both.add((Future<?>) bind(BOOT, bootPort));
    both.finish(bound);
    return bound;
  }

  /** Has something done when the board's own sockets have been closed, for any reason. */
  void onClosed(Runnable action) {
    var unused =
        Objects.requireNonNull(channels.get(SCP), "bound")
            .closeFuture()
            .addListener(closed -> action.run());
  }

  /** Sets who sees each datagram first. From any thread. */
  void filter(ArrivalFilter wanted) {
    filter = wanted;
  }

  InetSocketAddress scpAddress() {
    return addressOf(SCP);
  }

  InetSocketAddress bootAddress() {
    return addressOf(BOOT);
  }

  Future<Void> close() {
    assert loop.inEventLoop();
    Promise<Void> closed = loop.newPromise();
    PromiseCombiner all = new PromiseCombiner(loop);
    // Closing one may end reverse tags, and so change the map.
    List<Channel> open = List.copyOf(channels.values());
    open.forEach(channel -> all.add((Future<?>) channel.close()));
    all.finish(closed);
    return closed;
  }

  /** Whether a reverse tag has opened this port. From any thread. */
  boolean listensAt(int port) {
    return listening.contains(port);
  }

  @Override
  public void sendFromScp(ByteBuffer datagram, InetSocketAddress to) {
    send(SCP, datagram, to);
  }

  @Override
  public void sendFromBoot(ByteBuffer datagram, InetSocketAddress to) {
    send(BOOT, datagram, to);
  }

  @Override
  public void sendFrom(int port, ByteBuffer datagram, InetSocketAddress to) {
    send(keyOf(port), datagram, to);
  }

  private int keyOf(int port) {
    if (port == scpPort()) {
      return SCP;
    }
    return port == bootPort() ? BOOT : port;
  }

  @Override
  public int scpPort() {
    return scpAddress().getPort();
  }

  @Override
  public int bootPort() {
    return bootAddress().getPort();
  }

  @Override
  public void listen(int port) {
    if (channels.containsKey(keyOf(port))) {
      return;
    }
    bind(port, port)
        .addListener(
            bound -> {
              if (bound.isSuccess() && channels.containsKey(port)) {
                listening.add(port);
              } else if (!bound.isSuccess()) {
                channels.remove(port);
                log.warn("simulated board: no port {} for a reverse tag: {}", port, bound.cause());
              }
            });
  }

  @Override
  public void stopListening(int port) {
    listening.remove(port);
    @Nullable Channel channel = channels.remove(port);
    if (channel != null) {
      var unused = channel.close();
    }
  }

  private ChannelFuture bind(int key, int port) {
    ChannelFuture bound =
        new Bootstrap()
            .group(loop)
            .channelFactory(factory)
            .option(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER)
            .handler(new DatagramReader(packet -> received(key, packet)))
            .bind(address, port);
    channels.put(key, bound.channel());
    return bound;
  }

  private void received(int key, DatagramPacket packet) {
    int port = key > 0 ? key : addressOf(key).getPort();
    if (filter.passes(port, packet.sender(), packet.content())) {
      board.accept(new Arrival(port, packet.content(), packet.sender(), loop.ticker().nanoTime()));
    } else {
      packet.release();
    }
  }

  /** A tag may name a host that cannot exist; and a tag's port may not have been free. */
  private void send(int key, ByteBuffer datagram, InetSocketAddress to) {
    @Nullable Channel channel = channels.get(key);
    if (channel == null || !channel.isActive() || to.getPort() == 0) {
      return;
    }
    ByteBuf bytes = channel.alloc().directBuffer(datagram.remaining()).writeBytes(datagram);
    var unused = channel.write(new DatagramPacket(bytes, to), channel.voidPromise());
    if (!flushing) {
      flushing = true;
      loop.execute(this::flush);
    }
  }

  private void flush() {
    flushing = false;
    channels.values().forEach(Channel::flush);
  }

  private InetSocketAddress addressOf(int key) {
    Channel channel = Objects.requireNonNull(channels.get(key), "bound");
    return (InetSocketAddress) channel.localAddress();
  }
}
