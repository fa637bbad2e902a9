package org.spinngate.endtoend.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Optional;
import org.spinngate.protocol.testing.MachineTime;

/** A connected UDP socket: the kernel lets in only what comes from where it sends to. */
final class ToolSocket implements AutoCloseable {
  private static final int SOCKET_BUFFER = 1 << 20;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final DatagramChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer buffer = ByteBuffer.allocate(2048);

  ToolSocket(InetSocketAddress target) {
    try {
      selector = Selector.open();
      channel = DatagramChannel.open(StandardProtocolFamily.INET);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
      channel.connect(target);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(byte[] datagram) throws IOException {
    channel.write(ByteBuffer.wrap(datagram));
  }

  /** The next datagram, or nothing within this time. */
  Optional<byte[]> receive(Duration patience) throws IOException {
    long deadline = MachineTime.nanos() + patience.toNanos();
    Optional<byte[]> received = poll();
    for (long left = patience.toNanos(); received.isEmpty() && left > 0; ) {
      await(left);
      received = poll();
      left = deadline - MachineTime.nanos();
    }
    return received;
  }

  /** The next datagram, if it is there. */
  Optional<byte[]> poll() throws IOException {
    buffer.clear();
    boolean some = channel.read(buffer) > 0;
    byte[] datagram = new byte[buffer.flip().remaining()];
    buffer.get(datagram);
    return some ? Optional.of(datagram) : Optional.empty();
  }

  /** Does nothing; datagrams may come in the meantime, and wait. */
  void pause(Duration time) throws IOException {
    long deadline = MachineTime.nanos() + time.toNanos();
    key.interestOps(0);
    for (long left = time.toNanos(); left > 0; left = deadline - MachineTime.nanos()) {
      await(left);
    }
    key.interestOps(SelectionKey.OP_READ);
  }

  private void await(long nanos) throws IOException {
    selector.select(Math.max(1, nanos / NANOS_PER_MILLI));
    selector.selectedKeys().clear();
  }

  int localPort() {
    try {
      return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      selector.close();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
