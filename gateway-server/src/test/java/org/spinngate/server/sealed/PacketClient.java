package org.spinngate.server.sealed;

import io.netty.buffer.Unpooled;
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
import org.spinngate.protocol.Sealing;

/** The client's end of a path on the thread of the test, with a socket that can be exchanged. */
final class PacketClient extends ClientEnd {
  private static final int WAIT_MILLIS = 5;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final InetSocketAddress server;
  private final List<byte[]> sent = new ArrayList<>();
  private DatagramSocket socket;
  private int packetsHeard;

  PacketClient(Sealing keys, InetSocketAddress server) throws IOException {
    super(keys);
    this.server = server;
    this.socket = newSocket();
  }

  private static DatagramSocket newSocket() throws IOException {
    DatagramSocket made = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    made.setSoTimeout(WAIT_MILLIS);
    return made;
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
    offer(bytes);
    channel().runPendingTasks();
  }

  /** Asks and listens until something is so. */
  void until(BooleanSupplier condition) throws IOException {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new AssertionError("waited for a minute");
      }
      channel().runPendingTasks();
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
    path().receive(Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength()));
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
  void left(byte[] packet) {
    sent.add(packet);
    try {
      sendRaw(packet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    super.close();
    socket.close();
  }
}
