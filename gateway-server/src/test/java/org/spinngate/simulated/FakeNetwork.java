package org.spinngate.simulated;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A network that keeps the last few datagrams sent, and which ports are open. */
final class FakeNetwork implements Network {
  static final int SCP = 17893;
  static final int BOOT = 54321;

  private static final int KEPT = 16;

  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Set<Integer> open = new TreeSet<>();
  private final Set<Integer> closed = new TreeSet<>();

  /** A datagram that left the board. */
  record Sent(int from, byte[] bytes, InetSocketAddress to) {}

  /** The last datagrams, oldest first. */
  List<Sent> sent() {
    return List.copyOf(sent);
  }

  /** The bytes of the last one. */
  byte[] last() {
    return sent.getLast().bytes();
  }

  Set<Integer> open() {
    return open;
  }

  /** Every port that was ever closed. */
  Set<Integer> closed() {
    return closed;
  }

  @Override
  public void sendFromScp(ByteBuffer datagram, InetSocketAddress to) {
    sendFrom(SCP, datagram, to);
  }

  @Override
  public void sendFromBoot(ByteBuffer datagram, InetSocketAddress to) {}

  @Override
  public int scpPort() {
    return SCP;
  }

  @Override
  public int bootPort() {
    return BOOT;
  }

  @Override
  public void sendFrom(int port, ByteBuffer datagram, InetSocketAddress to) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    sent.add(new Sent(port, bytes, to));
    if (sent.size() > KEPT) {
      sent.remove();
    }
  }

  @Override
  public void listen(int port) {
    open.add(port);
  }

  @Override
  public void stopListening(int port) {
    open.remove(port);
    closed.add(port);
  }
}
