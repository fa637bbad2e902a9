package org.spinngate.endtoend.legacy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/** One service's way to a server: what is given to it leaves at once, without a word before. */
sealed interface LegacyWire extends AutoCloseable {
  int MOST_BYTES = 65_507;

  void send(byte[] datagram) throws IOException;

  byte[] receive() throws IOException;

  @Override
  void close() throws IOException;

  /** As the mode has it, from an address of this machine. */
  static LegacyWire to(InetSocketAddress server, boolean byTcp, InetAddress from)
      throws IOException {
    return byTcp ? new Framed(server, from) : new Raw(server, from);
  }

  /** Each datagram by itself. */
  final class Raw implements LegacyWire {
    private final DatagramSocket socket;

    Raw(InetSocketAddress server, InetAddress from) throws IOException {
      socket = new DatagramSocket(0, from);
      socket.setReceiveBufferSize(1 << 20);
      socket.connect(server);
    }

    @Override
    public void send(byte[] datagram) throws IOException {
      socket.send(new DatagramPacket(datagram, datagram.length));
    }

    @Override
    public byte[] receive() throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
      socket.receive(packet);
      return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /** Each datagram after its length: four bytes, big-endian. */
  final class Framed implements LegacyWire {
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    Framed(InetSocketAddress server, InetAddress from) throws IOException {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(server);
      in = new DataInputStream(socket.getInputStream());
      out = new DataOutputStream(socket.getOutputStream());
    }

    @Override
    public void send(byte[] datagram) throws IOException {
      byte[] both = new byte[4 + datagram.length];
      both[2] = (byte) (datagram.length >> 8);
      both[3] = (byte) datagram.length;
      System.arraycopy(datagram, 0, both, 4, datagram.length);
      out.write(both);
    }

    @Override
    public byte[] receive() throws IOException {
      byte[] datagram = new byte[in.readInt()];
      in.readFully(datagram);
      return datagram;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
