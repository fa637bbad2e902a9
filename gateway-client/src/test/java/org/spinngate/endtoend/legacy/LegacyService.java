package org.spinngate.endtoend.legacy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One local port of the old tool: who spoke last gets what comes from the server. */
final class LegacyService implements AutoCloseable {
  private final DatagramSocket local;
  private final LegacyWire wire;
  private volatile @Nullable SocketAddress last;

  LegacyService(LegacyWire wire, String name) throws IOException {
    this.wire = wire;
    local = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    local.setReceiveBufferSize(1 << 20);
    begin(name + " to the server", this::carryUp);
    begin(name + " from the server", this::carryDown);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void begin(String name, Work work) {
    Thread thread = new Thread(() -> untilClosed(work), name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void untilClosed(Work work) {
    try {
      while (true) {
        work.run();
      }
    } catch (IOException e) {
      // The old tool ends here; what the test does with it now shows that it has.
    }
  }

  private void carryUp() throws IOException {
    DatagramPacket packet =
        new DatagramPacket(new byte[LegacyWire.MOST_BYTES], LegacyWire.MOST_BYTES);
    local.receive(packet);
    last = packet.getSocketAddress();
    wire.send(Arrays.copyOf(packet.getData(), packet.getLength()));
  }

  private void carryDown() throws IOException {
    byte[] datagram = wire.receive();
    SocketAddress application = last;
    if (application != null) {
      local.send(new DatagramPacket(datagram, datagram.length, application));
    }
  }

  /** Where applications find the board. */
  InetSocketAddress address() {
    return (InetSocketAddress) local.getLocalSocketAddress();
  }

  @Override
  public void close() throws IOException {
    local.close();
    wire.close();
  }
}
