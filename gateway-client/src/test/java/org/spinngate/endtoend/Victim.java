package org.spinngate.endtoend;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** An address whose owner never sends a byte, though others write it on their packets. */
final class Victim implements AutoCloseable {
  private final DatagramSocket socket;
  private final AtomicLong packets = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();
  private long forged;

  Victim(InetAddress address) throws IOException {
    socket = new DatagramSocket(0, address);
    Thread reader = new Thread(this::read, "victim");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
    try {
      while (true) {
        socket.receive(packet);
        longest.accumulateAndGet(packet.getLength(), Math::max);
        bytes.addAndGet(packet.getLength());
        packets.incrementAndGet();
      }
    } catch (IOException over) {
      // The test has closed it.
    }
  }

  /** Somebody else sends this from here. */
  void forge(InetSocketAddress server, byte... packet) throws IOException {
    socket.send(new DatagramPacket(packet, packet.length, server));
    forged += packet.length;
  }

  /** How many bytes were sent in its name. */
  long forged() {
    return forged;
  }

  /** How many packets it got. */
  long packets() {
    return packets.get();
  }

  /** How many bytes it got. */
  long bytes() {
    return bytes.get();
  }

  /** The longest packet that it got. */
  long longest() {
    return longest.get();
  }

  @Override
  public void close() {
    socket.close();
  }
}
