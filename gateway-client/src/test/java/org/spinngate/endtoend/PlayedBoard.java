package org.spinngate.endtoend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/** One UDP port of a board that the test plays itself: answers each datagram as it is told to. */
final class PlayedBoard implements AutoCloseable {
  private static final int MOST_BYTES = 65_535;

  /**
   * A datagram as the board got it.
   *
   * @param from the port of a flow on the gateway
   */
  record Heard(int from, byte[] bytes) {}

  private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final UnaryOperator<byte[]> answer;
  private final DatagramChannel socket;
  private final InetSocketAddress address;

  /**
   * Begins to answer.
   *
   * @param address where; port 0 takes a free one
   * @param answer the reply to each datagram
   */
  PlayedBoard(InetSocketAddress address, UnaryOperator<byte[]> answer) throws IOException {
    this.answer = answer;
    this.socket = DatagramChannel.open(StandardProtocolFamily.INET).bind(address);
    this.address = (InetSocketAddress) socket.getLocalAddress();
    Thread thread = new Thread(this::serve, "played-board");
    thread.setDaemon(true);
    thread.start();
  }

  /** A board that sends everything back. */
  static PlayedBoard echo(InetSocketAddress address) throws IOException {
    return new PlayedBoard(address, datagram -> datagram);
  }

  InetSocketAddress address() {
    return address;
  }

  /** Everything so far. */
  List<Heard> heard() {
    return List.copyOf(heard);
  }

  private void serve() {
    ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
    try {
      while (socket.isOpen()) {
        InetSocketAddress from = (InetSocketAddress) socket.receive(buffer.clear());
        byte[] datagram = Arrays.copyOf(buffer.array(), buffer.position());
        heard.add(new Heard(from.getPort(), datagram));
        socket.send(ByteBuffer.wrap(answer.apply(datagram)), from);
      }
    } catch (IOException e) {
      assert !socket.isOpen() : e;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
