package org.spinngate.client.testing;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** A local tool with a connected socket, as all of them have. */
public final class UdpApplication implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final DatagramSocket socket;

  public UdpApplication(int port) throws IOException {
    this(InetAddress.getLoopbackAddress(), port);
  }

  public UdpApplication(InetAddress address, int port) throws IOException {
    socket = new DatagramSocket();
    socket.connect(new InetSocketAddress(address, port));
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  public void send(byte... datagram) throws IOException {
    socket.send(new DatagramPacket(datagram, datagram.length));
  }

  /** Sends a datagram of no bytes, which Java does from unconnected sockets only. */
  public void sendEmpty() throws IOException {
    try (DatagramSocket unconnected = new DatagramSocket()) {
      unconnected.send(new DatagramPacket(new byte[0], 0, socket.getRemoteSocketAddress()));
    }
  }

  /** The next datagram; fails if none comes. */
  public byte[] receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  /** Whether nothing more has arrived by now. */
  public boolean hasNothing() throws IOException {
    socket.setSoTimeout(1);
    try {
      receive();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
