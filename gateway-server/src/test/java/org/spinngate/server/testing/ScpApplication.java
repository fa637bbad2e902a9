package org.spinngate.server.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spinngate.protocol.testing.MachineTime;

/**
 * A host tool with one connected UDP socket, so that the kernel hands it nothing but what comes
 * from exactly the address and port it sends to. Stop-and-wait or windowed, it matches sequence
 * numbers and sends again what is not answered in time. One thread at a time.
 */
public final class ScpApplication implements AutoCloseable {
  /** Both a read's and a write's largest piece. */
  public static final int PIECE = 256;

  private static final int VER = 0;
  private static final int READ = 2;
  private static final int WRITE = 3;
  private static final int MAX_DATAGRAM = 65507;

  private final DatagramChannel socket;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
  private final Duration timeout;
  private final int tries;
  private final Tracker tracker = new Tracker();

  /**
   * Opens a socket on a free port.
   *
   * @param timeout how long to wait for each reply; tools wait for 0.5 s to 1 s
   * @param tries how often to send a request in all
   */
  public ScpApplication(InetSocketAddress target, Duration timeout, int tries) throws IOException {
    this.timeout = timeout;
    this.tries = tries;
    selector = Selector.open();
    socket = DatagramChannel.open(StandardProtocolFamily.INET);
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
    socket.connect(target);
    socket.configureBlocking(false);
    socket.register(selector, SelectionKey.OP_READ);
  }

  /** Asks the monitor of the root chip what it runs. */
  public ScpVersion version() throws IOException {
    return ScpVersion.of(call(VER, new byte[0]));
  }

  /** Reads memory of the root chip, one request at a time. */
  public byte[] read(int address, int length) throws IOException {
    return readWindowed(address, length, 1);
  }

  /** Writes memory of the root chip, one request at a time. */
  public void write(int address, byte[] data) throws IOException {
    writeWindowed(address, data, 1);
  }

  /** Reads memory with several requests outstanding. */
  public byte[] readWindowed(int address, int length, int window) throws IOException {
    byte[] data = new byte[length];
    List<byte[]> requests = new ArrayList<>();
    for (int offset = 0; offset < length; offset += PIECE) {
      int size = Math.min(PIECE, length - offset);
      requests.add(
          ScpMessage.request(READ, tracker.nextSequence(), address + offset, size, type(size)));
    }
    Exchange exchange = new Exchange(this, requests, window);
    byte[][] replies = exchange.run();
    for (int index = 0; index < replies.length; index++) {
      byte[] reply = replies[index];
      int size = Math.min(PIECE, length - index * PIECE);
      if (reply.length != ScpMessage.BODY + size) {
        throw new IOException("asked for " + size + " bytes, got a reply of " + reply.length);
      }
      System.arraycopy(reply, ScpMessage.BODY, data, index * PIECE, size);
    }
    return data;
  }

  /** Writes memory with several requests outstanding. */
  public void writeWindowed(int address, byte[] data, int window) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    for (int offset = 0; offset < data.length; offset += PIECE) {
      byte[] piece = Arrays.copyOfRange(data, offset, Math.min(data.length, offset + PIECE));
      int size = piece.length;
      requests.add(
          ScpMessage.request(
              WRITE, tracker.nextSequence(), piece, address + offset, size, type(size)));
    }
    new Exchange(this, requests, window).run();
  }

  /** Sends one command to the monitor of the root chip and returns the whole reply, which is OK. */
  public byte[] call(int command, byte[] data, int... arguments) throws IOException {
    byte[] request = ScpMessage.request(command, tracker.nextSequence(), data, arguments);
    return new Exchange(this, List.of(request), 1).run()[0];
  }

  /** Sends any datagram, without waiting for anything. */
  public void send(byte[] datagram) throws IOException {
    tracker.sent();
    socket.write(ByteBuffer.wrap(datagram));
  }

  /** Waits for any datagram. */
  public Optional<byte[]> receive(Duration patience) throws IOException {
    long deadline = MachineTime.nanos() + patience.toNanos();
    long left = patience.toNanos();
    do {
      buffer.clear();
      if (socket.read(buffer) > 0 || buffer.position() > 0) {
        tracker.received();
        byte[] datagram = new byte[buffer.flip().remaining()];
        buffer.get(datagram);
        return Optional.of(datagram);
      }
      selector.select(Math.max(1, left / 1_000_000));
      selector.selectedKeys().clear();
      left = deadline - MachineTime.nanos();
    } while (left > 0);
    return Optional.empty();
  }

  /** What this application has noticed about its replies until now. */
  public ScpStatistics statistics() {
    return tracker.statistics();
  }

  /** The UDP port that this application sends from. */
  public int localPort() {
    try {
      return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    } catch (IOException closed) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    socket.close();
  }

  Duration timeout() {
    return timeout;
  }

  int tries() {
    return tries;
  }

  Tracker tracker() {
    return tracker;
  }

  /** Words where possible, as tools ask for them. */
  private static int type(int size) {
    return size % 4 == 0 ? 2 : 0;
  }
}
