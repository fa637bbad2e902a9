package org.spinngate.server.sealed;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CarrierChoice;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.RepeatTimes;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.ControlCodec;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.stream.StreamTunnel;
import org.spinngate.protocol.testing.TestQueues;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.net.DatagramPort;
import org.spinngate.server.net.PortMeter;
import org.spinngate.server.session.Session;
import org.spinngate.server.testing.MemorySocket;

/** A door for packets on a loopback address, with one session on the first of two event loops. */
final class DoorBench implements AutoCloseable {
  private static final int HEARTBEAT_HOURS = 1;
  private static final int STREAM_PORT = 51_544;

  /** By this nothing grows old, however long the machine stands still. */
  static final Timing UNHURRIED =
      new Timing(
          System::nanoTime,
          new RepeatTimes(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));

  private final MultiThreadIoEventLoopGroup loops;
  private final EventLoop loop;
  private final BoardDirectory boards;
  private final SealedDoor door;
  private final DatagramPort port;
  private final InetSocketAddress address;
  private final MemorySocket board = new MemorySocket(System::nanoTime);
  private final MemorySocket stream = new MemorySocket(System::nanoTime);
  private final SealedTunnel tunnel;
  private final Session session;
  private final SealedPeer peer;

  DoorBench(Transport transport) throws IOException {
    loops = transport.eventLoops(2, "test");
    loop = loops.next();
    boards = new BoardDirectory(List.of(OneSession.spin5()));
    door =
        new SealedDoor(
            loops,
            10,
            new PeerPlaces(() -> false, boards, List::of),
            UNHURRIED,
            PortMeter.NONE,
            TestQueues.plenty());
    port = new DatagramPort(loops, transport, PortMeter.NONE);
    address = bind();
    tunnel = get(this::connect);
    session = get(() -> OneSession.open(loop, boards, board, tunnel));
    peer = get(() -> door.join(session, tunnel, stream).orElseThrow());
  }

  /** Several sockets share the port, so it is looked for with one that is closed again. */
  private InetSocketAddress bind() throws IOException {
    InetAddress place = InetAddress.getByAddress(new byte[] {127, 94, 20, 1});
    for (int attempt = 1; ; attempt++) {
      InetSocketAddress free = new InetSocketAddress(place, freePort(place));
      try {
        port.bind(free, "", door::handler);
        return free;
      } catch (IOException e) {
        if (attempt == 10) {
          throw e;
        }
      }
    }
  }

  private static int freePort(InetAddress address) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, address)) {
      return socket.getLocalPort();
    }
  }

  private SealedTunnel connect() {
    Heartbeat heartbeat =
        Heartbeat.ofServer(Duration.ofHours(HEARTBEAT_HOURS), Duration.ofHours(2), UNHURRIED);
    stream.pipeline().addLast(new ControlCodec());
    loop.register((Channel) stream).syncUninterruptibly();
    stream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), STREAM_PORT));
    stream.pipeline().addLast(heartbeat);
    return new SealedTunnel(StreamTunnel.ofServer(stream, heartbeat, TestQueues.plenty()), false);
  }

  /** Does something on the session's event loop and waits for the result. */
  <T> T get(Callable<T> action) {
    return loop.submit(action).syncUninterruptibly().getNow();
  }

  SealedDoor door() {
    return door;
  }

  SealedPeer peer() {
    return peer;
  }

  SealedTunnel tunnel() {
    return tunnel;
  }

  Session session() {
    return session;
  }

  InetSocketAddress address() {
    return address;
  }

  /** Whether the board's datagrams go by packets now that the client wants that. */
  boolean isCarriedByPackets() {
    return get(
        () -> {
          peer.choose(new CarrierChoice(true));
          return tunnel.report().carrier() == Carrier.UDP;
        });
  }

  /** The keys that the client was told so far. */
  List<Sealing> keys() {
    return stream.sent().stream()
        .map(sent -> Unpooled.wrappedBuffer(sent.bytes()))
        .map(frame -> ControlMessage.read(frame.skipBytes(Frame.LENGTH_BYTES)))
        .filter(Sealing.class::isInstance)
        .map(Sealing.class::cast)
        .toList();
  }

  /** Whether an index is anybody's. */
  boolean knows(int index) {
    return door.peers().find(index) != null;
  }

  /** The connection that brought the keys. */
  MemorySocket stream() {
    return stream;
  }

  /** Where the session's first flow leads. */
  MemorySocket board() {
    return board;
  }

  @Override
  public void close() {
    get(() -> stream.close());
    port.close();
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
