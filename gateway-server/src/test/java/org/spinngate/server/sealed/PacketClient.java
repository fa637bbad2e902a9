package org.spinngate.server.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.sealed.ClientPath;
import org.spinngate.protocol.sealed.PacketCipher;

/** The client's end of a path on the thread of the test, with a socket that can be exchanged. */
final class PacketClient implements ClientPath.Surroundings, AutoCloseable {
  private static final int WAIT_MILLIS = 5;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final InetSocketAddress server;
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<byte[]> datagrams = new ArrayList<>();
  private final List<byte[]> sent = new ArrayList<>();
  private final ClientPath path;
  private DatagramSocket socket;
  private int packetsHeard;

  PacketClient(Sealing keys, InetSocketAddress server) throws IOException {
    this.server = server;
    this.socket = newSocket();
    this.path =
        new ClientPath(
            channel.eventLoop(), new PacketCipher(), keys, this, true, DoorBench.UNHURRIED);
  }

  private static DatagramSocket newSocket() throws IOException {
    DatagramSocket made = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    made.setSoTimeout(WAIT_MILLIS);
    return made;
  }

  ClientPath path() {
    return path;
  }

  /** What the board has said. */
  List<byte[]> datagrams() {
    return datagrams;
  }

  /** What has left. */
  List<byte[]> sent() {
    return sent;
  }

  int packetsHeard() {
    return packetsHeard;
  }

  /** Has another port from here on. */
  void move() throws IOException {
    socket.close();
    socket = newSocket();
  }

  /** Sends a datagram of so many bytes to the board. */
  void send(int bytes) {
    path.sendScp(1, Unpooled.wrappedBuffer(new byte[bytes]));
    channel.runPendingTasks();
  }

  /** Asks and listens until something is so. */
  void until(BooleanSupplier condition) throws IOException {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new AssertionError("waited for a minute");
      }
      channel.runPendingTasks();
      listen();
    }
  }

  private void listen() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return;
    }
    packetsHeard++;
    path.receive(Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength()));
  }

  /** Whether nothing has come to the socket so far. */
  boolean hearsNothing() throws IOException {
    listen();
    return packetsHeard == 0;
  }

  /** Sends bytes as they are. */
  void sendRaw(byte... bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, server));
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    datagrams.add(ByteBufUtil.getBytes(datagram));
    datagram.release();
  }

  @Override
  public void dropped(DropReason reason) {}

  @Override
  public void missing(int datagrams) {}

  @Override
  public void unsent(Unsent datagrams) {}

  @Override
  public void chosen(boolean sealed) {}

  @Override
  public void proven(boolean now) {}

  @Override
  public void anotherPort() {}

  @Override
  public ByteBufAllocator allocator() {
    return ByteBufAllocator.DEFAULT;
  }

  @Override
  public boolean hasRoom() {
    return true;
  }

  @Override
  public void write(ByteBuf packet) {
    byte[] bytes = ByteBufUtil.getBytes(packet);
    packet.release();
    sent.add(bytes);
    try {
      sendRaw(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    path.close();
    channel.finishAndReleaseAll();
    socket.close();
  }
}
