package org.spinngate.server.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.CarrierChoice;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.ControlCodec;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.stream.StreamTunnel;
import org.spinngate.protocol.testing.TestQueues;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.net.MemoryPort;
import org.spinngate.server.net.PortAddress;
import org.spinngate.server.net.PortMeter;
import org.spinngate.server.session.Session;
import org.spinngate.server.testing.MemorySocket;

/** A door without a network on the thread of the test, with one session and its peer. */
final class PeerBench implements AutoCloseable {
  /** Where the stream comes from. */
  static final InetAddress HOME = address("203.0.113.9");

  private final EmbeddedChannel stream =
      new EmbeddedChannel() {
        @Override
        protected SocketAddress remoteAddress0() {
          return new InetSocketAddress(HOME, 51_544);
        }
      };
  private final EventLoop loop = stream.eventLoop();
  private final MemorySocket board = new MemorySocket(() -> 0);
  private final BoardDirectory boards = new BoardDirectory(List.of(OneSession.spin5()));
  private final MemoryPort port = new MemoryPort(loop);
  private final SealedDoor door;
  private final SealedTunnel tunnel;
  private final Session session;
  private final SealedPeer peer;
  private final List<Sealing> keys = new ArrayList<>();
  private final List<EmbeddedChannel> sockets = new ArrayList<>();
  private boolean roaming;

  PeerBench(PortMeter meter) {
    stream.freezeTime();
    door =
        new SealedDoor(
            loop,
            10,
            new PeerPlaces(() -> roaming, boards, List::of),
            DoorBench.UNHURRIED,
            meter,
            TestQueues.plenty());
    Heartbeat heartbeat =
        Heartbeat.ofServer(Duration.ofHours(1), Duration.ofHours(2), DoorBench.UNHURRIED);
    stream.pipeline().addLast(new ControlCodec(), heartbeat);
    tunnel = new SealedTunnel(StreamTunnel.ofServer(stream, heartbeat, TestQueues.plenty()), false);
    session = OneSession.open(loop, boards, board, tunnel);
    peer = door.join(session, tunnel, stream).orElseThrow();
    run();
  }

  static InetAddress address(String host) {
    try {
      return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(host));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Does what waits on the event loop of the session. */
  void run() {
    stream.runPendingTasks();
  }

  SealedPeer peer() {
    return peer;
  }

  SealedDoor door() {
    return door;
  }

  EventLoop loop() {
    return loop;
  }

  /** Where the session's flow leads. */
  MemorySocket board() {
    return board;
  }

  /** From here on packets may come from other addresses than the stream, or not. */
  void roam(boolean now) {
    roaming = now;
  }

  /** One of this machine's addresses, with a socket. */
  PortAddress at(String host) {
    PortAddress place = port.at(address(host));
    open(place);
    return place;
  }

  /** Gives an address another socket. */
  EmbeddedChannel open(PortAddress place) {
    EmbeddedChannel socket = new EmbeddedChannel();
    sockets.add(socket);
    port.open(place, loop, socket);
    return socket;
  }

  /** A socket that takes what is for an address, with the handler of the door. */
  EmbeddedChannel listen(EventLoop at, PortAddress place) {
    ChannelInboundHandler handler = door.handler(at, datagram -> place);
    EmbeddedChannel socket = new EmbeddedChannel(handler);
    sockets.add(socket);
    return socket;
  }

  /** A packet comes straight to the peer. */
  void arrive(InetSocketAddress from, PortAddress to, byte... packet) {
    peer.receive(Unpooled.wrappedBuffer(packet), from, to, false);
    peer.flushToBoard();
    run();
  }

  /** The board says something, and the client would like to have it by packets. */
  void reply(int bytes) {
    peer.choose(new CarrierChoice(true));
    board.receive(new byte[bytes]);
    run();
  }

  /** What the server has sent by a socket since the last time. */
  static List<Sent> sent(EmbeddedChannel socket) {
    socket.runPendingTasks();
    List<Sent> all = new ArrayList<>();
    for (DatagramPacket next = socket.readOutbound(); next != null; next = socket.readOutbound()) {
      all.add(new Sent(next.recipient(), ByteBufUtil.getBytes(next.content())));
      next.release();
    }
    return all;
  }

  /** The socket that an address has now. */
  EmbeddedChannel socketOf(PortAddress place) {
    return (EmbeddedChannel) place.socket(loop);
  }

  /** A packet that left for somebody. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(InetSocketAddress to, byte[] packet) {}

  /** The keys that the client was told so far. */
  List<Sealing> keys() {
    for (ByteBuf next = stream.readOutbound(); next != null; next = stream.readOutbound()) {
      read(next);
      next.release();
    }
    return keys;
  }

  private void read(ByteBuf bytes) {
    while (bytes.isReadable()) {
      ByteBuf frame =
          bytes.readSlice(Frame.LENGTH_BYTES + bytes.getUnsignedShort(bytes.readerIndex()));
      frame.skipBytes(Frame.LENGTH_BYTES);
      if (frame.getUnsignedByte(frame.readerIndex()) < 0x80
          && ControlMessage.read(frame) instanceof Sealing given) {
        keys.add(given);
      }
    }
  }

  /** The connection is over. */
  void end() {
    stream.close();
    run();
  }

  @Override
  public void close() {
    end();
    if (board.isRegistered()) {
      board.close();
    }
    stream.finishAndReleaseAll();
    sockets.forEach(EmbeddedChannel::finishAndReleaseAll);
  }
}
