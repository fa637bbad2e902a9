package org.spinngate.simulated;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** A network that keeps the last few datagrams sent from the SCP port, and which ports are open. */
final class FakeNetwork implements Network {
  private static final int KEPT = 16;

  private final Deque<byte[]> sent = new ArrayDeque<>();
  private final Set<Integer> open = new TreeSet<>();

  /** The last datagrams, oldest first. */
  Deque<byte[]> sent() {
    return sent;
  }

  Set<Integer> open() {
    return open;
  }

  @Override
  public void sendFromScp(ByteBuffer datagram, InetSocketAddress to) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    sent.add(bytes);
    if (sent.size() > KEPT) {
      sent.remove();
    }
  }

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
