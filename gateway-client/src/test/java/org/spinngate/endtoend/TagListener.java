package org.spinngate.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Optional;
import org.spinngate.server.testing.StreamTally;

/**
 * A program that waits for what IP tags bring, at a port of its own. It is connected to the board's
 * local address and port, so that it hears nobody else, as the tools' listeners are.
 */
final class TagListener implements AutoCloseable {
  private static final int MAX_DATAGRAM = 1_500;
  private static final int BUFFER = 4 * 1024 * 1024;

  private final DatagramChannel socket;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);

  TagListener(InetSocketAddress board) throws IOException {
    socket = DatagramChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.connect(board);
    socket.configureBlocking(false);
    selector = Selector.open();
    socket.register(selector, SelectionKey.OP_READ);
  }

  int port() throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  /** What comes next, if anything comes in that time. */
  Optional<byte[]> receive(Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      buffer.clear();
      if (socket.read(buffer) > 0) {
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        return Optional.of(datagram);
      }
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        return Optional.empty();
      }
      selector.select(left);
      selector.selectedKeys().clear();
    }
  }

  void send(byte[] datagram) throws IOException {
    socket.write(ByteBuffer.wrap(datagram));
  }

  /** Reads a stream until so many have come, or nothing more comes. */
  StreamTally tally(int offset, long messages) throws IOException {
    StreamTally tally = new StreamTally(offset);
    Optional<byte[]> next = receive(TestClient.PATIENCE);
    while (next.isPresent()) {
      tally.received(next.get());
      boolean complete = tally.arrived() >= messages;
      next = receive(complete ? Duration.ofMillis(50) : Duration.ofSeconds(10));
    }
    return tally;
  }

  @Override
  public void close() throws IOException {
    selector.close();
    socket.close();
  }
}
