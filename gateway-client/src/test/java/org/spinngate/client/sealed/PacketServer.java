package org.spinngate.client.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.sealed.PacketCipher;
import org.spinngate.protocol.sealed.PacketSource;
import org.spinngate.protocol.sealed.PathShare;
import org.spinngate.protocol.sealed.ServerPath;
import org.spinngate.protocol.testing.TestQueues;

/** The server's end of a path on the thread of the test. */
final class PacketServer implements ServerPath.Surroundings, AutoCloseable {
  private static final int WAIT_MILLIS = 5;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final DatagramSocket socket;
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ServerPath path;
  private final List<String> datagrams = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private InetSocketAddress client;
  private boolean detour;

  /** Where a packet came from. */
  private record Place(InetSocketAddress address) implements PacketSource {
    @Override
    public boolean mayBeAnswered() {
      return true;
    }
  }

  PacketServer(Sealing keys, InetSocketAddress address) throws IOException {
    socket = new DatagramSocket(address);
    socket.setSoTimeout(WAIT_MILLIS);
    path =
        new ServerPath(
            channel.eventLoop(),
            new PathShare(new PacketCipher(), new HeldBytes(1 << 20), TestQueues.plenty()),
            keys,
            this,
            Timing.of(System::nanoTime));
  }

  /** Says that packets took a detour. */
  void detour(boolean now) {
    detour = now;
  }

  /** What applications have sent: flow, blank, bytes. */
  List<String> datagrams() {
    return datagrams;
  }

  /** The ports that the client has proved to have, one after the other. */
  List<Integer> ports() {
    return ports;
  }

  /** Whether no packet has arrived by now. */
  boolean hasHeardNothing() throws IOException {
    serve();
    return ports.isEmpty();
  }

  void renew(Sealing keys) {
    path.renew(keys);
  }

  void reply(int flow, int bytes) {
    path.sendScp(flow, Unpooled.wrappedBuffer(new byte[bytes]));
    channel.runPendingTasks();
  }

  /** Serves until something is so. */
  void until(BooleanSupplier condition) throws IOException {
    long began = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new AssertionError("waited for a minute");
      }
      serve();
    }
  }

  private void serve() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
    try {
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      channel.runPendingTasks();
      return;
    }
    InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
    ByteBuf bytes = Unpooled.wrappedBuffer(packet.getData(), 0, packet.getLength());
    path.receive(bytes, new Place(from), detour);
    channel.runPendingTasks();
  }

  @Override
  public void scp(int flow, ByteBuf datagram) {
    datagrams.add(flow + " " + datagram.readableBytes());
    datagram.release();
  }

  @Override
  public void dropped(DropReason reason) {}

  @Override
  public void missing(int datagrams) {}

  @Override
  public void unsent(Unsent datagrams) {}

  @Override
  public void moved(PacketSource peer) {
    client = ((Place) peer).address;
    ports.add(client.getPort());
  }

  @Override
  public void challenge(PacketSource place, ByteBuf packet) {
    send(packet, ((Place) place).address);
  }

  @Override
  public long random() {
    return random.nextLong();
  }

  @Override
  public void keysAreOld() {}

  @Override
  public ByteBufAllocator allocator() {
    return ByteBufAllocator.DEFAULT;
  }

  @Override
  public int longestPacket() {
    return 1472;
  }

  @Override
  public boolean hasRoom() {
    return client != null;
  }

  @Override
  public void write(ByteBuf packet) {
    send(packet, client);
  }

  private void send(ByteBuf packet, InetSocketAddress to) {
    byte[] bytes = ByteBufUtil.getBytes(packet);
    packet.release();
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    path.close();
    channel.finishAndReleaseAll();
    socket.close();
  }
}
