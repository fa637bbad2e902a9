package org.spinngate.server.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/** One UDP port on loopback that tells the test what it gets and answers as it is told. */
public final class FakeBoard implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  /** What Linux sends from to any loopback address. */
  private static final InetAddress GATEWAY = InetAddress.getLoopbackAddress();

  private final DatagramSocket socket;

  /**
   * A datagram and where it came from.
   *
   * @param bytes what it held
   * @param from the sender's port
   */
  @SuppressWarnings("ArrayRecordComponent") // only its components are ever compared
  public record Received(byte[] bytes, int from) {}

  /** A board on a free port. */
  public FakeBoard() throws IOException {
    this(0);
  }

  /** A board on this port of an address that other tests do not use. */
  public FakeBoard(int port) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.83.17.5"), port));
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Where it is. */
  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** The next datagram; waits for it. */
  public Received receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    socket.receive(packet);
    return new Received(Arrays.copyOf(packet.getData(), packet.getLength()), packet.getPort());
  }

  /** Sends to a port of the gateway. */
  public void send(int port, byte[] bytes) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, GATEWAY, port));
  }

  @Override
  public void close() {
    socket.close();
  }
}
