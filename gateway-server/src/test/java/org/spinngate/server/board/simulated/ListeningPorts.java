package org.spinngate.server.board.simulated;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/** A network that only remembers which ports were opened. */
final class ListeningPorts implements Network {
  private final Set<Integer> open = new TreeSet<>();

  Set<Integer> open() {
    return open;
  }

  @Override
  public void sendFromScp(ByteBuffer datagram, InetSocketAddress to) {}

  @Override
  public void sendFromBoot(ByteBuffer datagram, InetSocketAddress to) {}

  @Override
  public int bootPort() {
    return 54321;
  }

  @Override
  public void sendFrom(int port, ByteBuffer datagram, InetSocketAddress to) {}

  @Override
  public void listen(int port) {
    open.add(port);
  }

  @Override
  public void stopListening(int port) {
    open.remove(port);
  }
}
