package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntPredicate;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.testing.TestQueues;
import org.spinngate.protocol.testing.Time;

/**
 * A client's path and a server's with a line between them whose times, losses and interruptions the
 * test makes. The stream beside it is always there and takes no time.
 */
final class PathBench implements AutoCloseable {
  private static final long MOST_HELD = 64 << 20;

  private final Time time = Time.overflowing();
  private final MemoryEnd clientEnd = new MemoryEnd();
  private final MemoryEnd serverEnd = new MemoryEnd();
  private final PathShare share =
      new PathShare(new PacketCipher(), new HeldBytes(MOST_HELD), TestQueues.plenty());
  private final ClientPath client;
  private final ServerPath server;
  private final Way toServer = new Way();
  private final Way toClient = new Way();
  private int port = 51_544;
  private int forbidden;
  private boolean detour;

  /** One direction of the line. */
  static final class Way {
    private final Deque<Travelling> packets = new ArrayDeque<>();
    private int delayMillis = 20;
    private IntPredicate lost = number -> false;
    private int carried;
    private int longest = Integer.MAX_VALUE;

    /** Packets of more bytes get lost. */
    void loseLongerThan(int bytes) {
      longest = bytes;
    }

    /** How long packets travel; those under way are not overtaken. */
    void delay(int millis) {
      delayMillis = millis;
    }

    /** Which packets get lost, by their number. */
    void lose(IntPredicate which) {
      lost = which;
    }

    void block(boolean now) {
      lost = number -> now;
    }

    private void take(byte[] packet, long millis) {
      if (!lost.test(carried++) && packet.length <= longest) {
        packets.add(new Travelling(packet, millis + delayMillis));
      }
    }

    private boolean hasDue(long millis) {
      return !packets.isEmpty() && packets.peek().dueMillis <= millis;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Travelling(byte[] packet, long dueMillis) {}

  private PathBench(boolean always) {
    client =
        new ClientPath(time.loop(), share, Packets.KEYS, clientEnd, always, Timing.of(time::nanos));
    server = new ServerPath(time.loop(), share, Packets.KEYS, serverEnd, Timing.of(time::nanos));
  }

  static PathBench usual() {
    return new PathBench(false);
  }

  /** The client uses the path even if nothing passes. */
  static PathBench always() {
    return new PathBench(true);
  }

  /** One whose path has just been proven. */
  static PathBench proven() {
    PathBench bench = usual();
    bench.client.start();
    bench.pass(300);
    return bench;
  }

  ClientPath client() {
    return client;
  }

  ServerPath server() {
    return server;
  }

  /** Sent packets that are kept, in bytes. */
  long held() {
    return MOST_HELD - share.held().free();
  }

  MemoryEnd clientEnd() {
    return clientEnd;
  }

  MemoryEnd serverEnd() {
    return serverEnd;
  }

  Way toServer() {
    return toServer;
  }

  Way toClient() {
    return toClient;
  }

  Time time() {
    return time;
  }

  /** The client's packets come from another port from here on. */
  void moveTo(int otherPort) {
    port = otherPort;
  }

  /**
   * The client, or who has its keys, sends these frames to the server from a port.
   *
   * @param counter above those of all packets before it, if it is to be the newest
   * @return how many bytes the packet has
   */
  int forge(int from, long counter, byte... frames) {
    byte[] packet = Packets.toServer(counter, frames);
    arriveAtServer(from, packet);
    time.run();
    return packet.length;
  }

  /** The server must not send to this port. */
  void forbid(int one) {
    forbidden = one;
  }

  /** Packets reach the server by a socket of another event loop, or by the right one. */
  void detour(boolean now) {
    detour = now;
  }

  void pass(long millis) {
    pass(millis, 1);
  }

  /** The same in steps of so many milliseconds, for hours in which nothing depends on each. */
  void pass(long millis, int step) {
    for (long left = millis; left > 0; left -= step) {
      time.pass(step);
      carry();
    }
  }

  /** Lets time pass while both sides talk: a datagram each every ten milliseconds. */
  void talk(long millis) {
    for (long left = millis; left > 0; left -= 10) {
      request("request");
      reply("reply");
      pass(10);
    }
  }

  DropReason request(String text) {
    return client.sendScp(1, datagram(text));
  }

  DropReason reply(String text) {
    return server.sendScp(1, datagram(text));
  }

  private static ByteBuf datagram(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  /** The server is given these keys for the client, and the client gets them. */
  void renew(Sealing keys) {
    server.renew(keys);
    client.renew(keys);
  }

  private void carry() {
    clientEnd.take().forEach(packet -> toServer.take(packet, time.millis()));
    serverEnd.take(port).forEach(packet -> toClient.take(packet, time.millis()));
    while (toServer.hasDue(time.millis())) {
      arriveAtServer(port, toServer.packets.remove().packet);
    }
    while (toClient.hasDue(time.millis())) {
      arriveAtClient(toClient.packets.remove().packet);
    }
    time.run();
    server.choose(clientEnd.isChosen());
  }

  void arriveAtServer(int fromPort, byte... packet) {
    ByteBuf buffer = Unpooled.wrappedBuffer(packet.clone());
    if (SealedPacket.mayBe(buffer)) {
      server.receive(buffer, new Port(fromPort, fromPort != forbidden), detour);
    }
    buffer.release();
  }

  void arriveAtClient(byte... packet) {
    ByteBuf buffer = Unpooled.wrappedBuffer(packet.clone());
    client.receive(buffer);
    buffer.release();
  }

  @Override
  public void close() {
    client.close();
    server.close();
    time.close();
  }
}
