package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.testing.TestQueues;
import org.spinngate.protocol.testing.Time;

/**
 * A client's path and a server's with a line between them, in simulated time, through which
 * numbered datagrams stream; knows which have come, how often and after how long.
 */
final class StreamBench implements AutoCloseable {
  static final int DATAGRAM_BYTES = 272;

  private final Time time = Time.overflowing();
  private final PathShare share =
      new PathShare(new PacketCipher(), new HeldBytes(64 << 20), TestQueues.plenty());
  private final End clientEnd;
  private final End serverEnd;
  private final ClientPath client;
  private final ServerPath server;
  private boolean requests;

  StreamBench(LossyLine toServer, LossyLine toClient) {
    clientEnd = new End(toServer);
    serverEnd = new End(toClient);
    Timing timing = Timing.of(time::nanos);
    client = new ClientPath(time.loop(), share, Packets.KEYS, clientEnd, false, timing);
    server = new ServerPath(time.loop(), share, Packets.KEYS, serverEnd, timing);
    client.start();
    pass(1_000);
    clientEnd.line.begin();
    serverEnd.line.begin();
  }

  /** One side, where packets leave by a line. */
  private final class End implements ClientPath.Surroundings, ServerPath.Surroundings {
    private final LossyLine line;
    private final List<byte[]> written = new ArrayList<>();
    private final List<Long> sentAt = new ArrayList<>();
    private final BitSet come = new BitSet();
    private final SplittableRandom random = new SplittableRandom(1);
    private int[] delays = new int[1024];
    private int count;
    private int doubles;
    private boolean chosen;

    End(LossyLine line) {
      this.line = line;
    }

    /** Numbers a datagram of this side. */
    private ByteBuf next() {
      ByteBuf datagram = Unpooled.wrappedBuffer(new byte[DATAGRAM_BYTES]);
      datagram.setInt(0, sentAt.size());
      sentAt.add(time.millis());
      return datagram;
    }

    @Override
    public void scp(int flow, ByteBuf datagram) {
      int number = datagram.getInt(datagram.readerIndex());
      goOn(datagram);
      datagram.release();
      doubles += come.get(number) ? 1 : 0;
      come.set(number);
      End sender = requests || this == serverEnd ? clientEnd : serverEnd;
      delays = count == delays.length ? Arrays.copyOf(delays, 2 * count) : delays;
      delays[count++] = (int) (time.millis() - sender.sentAt.get(number));
    }

    private void goOn(ByteBuf datagram) {
      if (requests && this == serverEnd) {
        server.sendScp(1, datagram);
      } else if (requests) {
        client.sendScp(1, next());
      }
    }

    @Override
    public void dropped(DropReason reason) {
      throw new AssertionError(reason.label());
    }

    @Override
    public void missing(int datagrams) {
      // Told by what has not come.
    }

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
      return true;
    }

    @Override
    public void write(ByteBuf packet) {
      written.add(ByteBufUtil.getBytes(packet));
      packet.release();
    }

    @Override
    public void flush() {
      written.forEach(packet -> line.carry(packet, time.millis()));
      written.clear();
    }

    @Override
    public void unsent(Unsent datagrams) {
      throw new AssertionError(datagrams.toString());
    }

    @Override
    public void chosen(boolean sealed) {
      chosen = sealed;
    }

    @Override
    public void proven(boolean now) {
      // The choice says it.
    }

    @Override
    public void anotherPort() {
      // The line knows no ports.
    }

    @Override
    public void moved(PacketSource peer) {
      // There is one place.
    }

    @Override
    public void challenge(PacketSource place, ByteBuf packet) {
      write(packet);
      flush();
    }

    @Override
    public long random() {
      return random.nextLong();
    }

    @Override
    public void keysAreOld() {
      // They never are.
    }
  }

  /** Lets the server send so many datagrams a second, each in a packet of its own. */
  void download(int perSecond, int seconds) {
    stream(perSecond, 0, seconds);
  }

  /** The same by the client. */
  void upload(int perSecond, int seconds) {
    stream(0, perSecond, seconds);
  }

  /** Lets both send. */
  void stream(int down, int up, int seconds) {
    for (int millis = 0; millis < 1_000 * seconds; millis++) {
      for (int i = due(down, millis); i > 0; i--) {
        server.sendScp(1, serverEnd.next());
        time.run();
      }
      for (int i = due(up, millis); i > 0; i--) {
        client.sendScp(1, clientEnd.next());
        time.run();
      }
      pass(1);
    }
  }

  /** Keeps so many requests under way, each of which the server answers at once. */
  void requests(int window, int seconds) {
    requests = true;
    for (int i = 0; i < window; i++) {
      client.sendScp(1, clientEnd.next());
    }
    pass(1_000 * seconds);
    requests = false;
  }

  private static int due(int perSecond, int millis) {
    return (int) ((millis + 1L) * perSecond / 1_000 - (long) millis * perSecond / 1_000);
  }

  /** Long enough that whatever can still come has come, and all else is counted. */
  void settle() {
    pass(1_500);
  }

  private void pass(int millis) {
    for (int left = millis; left > 0; left--) {
      time.pass(1);
      clientEnd.line.arrive(time.millis(), this::atServer);
      serverEnd.line.arrive(time.millis(), this::atClient);
      time.run();
      server.choose(clientEnd.chosen);
    }
  }

  private void atServer(byte[] packet) {
    ByteBuf buffer = Unpooled.wrappedBuffer(packet.clone());
    server.receive(buffer, new Port(1, true), false);
    time.run();
  }

  private void atClient(byte[] packet) {
    client.receive(Unpooled.wrappedBuffer(packet.clone()));
    time.run();
  }

  /** How many of the server's datagrams have not come. */
  int missingDown() {
    return serverEnd.sentAt.size() - clientEnd.come.cardinality();
  }

  /** How many of the client's have not. */
  int missingUp() {
    return clientEnd.sentAt.size() - serverEnd.come.cardinality();
  }

  int doubles() {
    return clientEnd.doubles + serverEnd.doubles;
  }

  /** What most of the server's datagrams took, in milliseconds. */
  int medianDown() {
    int[] sorted = Arrays.copyOf(clientEnd.delays, clientEnd.count);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** What most of those took that took longer than that. */
  int medianRepair(int delayMillis) {
    int[] late =
        Arrays.stream(clientEnd.delays, 0, clientEnd.count)
            .filter(each -> each > delayMillis)
            .sorted()
            .toArray();
    return late[late.length / 2];
  }

  /**
   * What 99 of 100 datagrams of the client's last ones took, in milliseconds: of replies, since the
   * request.
   */
  int p99() {
    int[] sorted = Arrays.copyOfRange(clientEnd.delays, clientEnd.count / 2, clientEnd.count);
    Arrays.sort(sorted);
    return sorted[sorted.length * 99 / 100];
  }

  /** All bytes of both directions for each byte that had to be sent. */
  double bytesTimes() {
    LossyLine up = clientEnd.line;
    LossyLine down = serverEnd.line;
    return (double) (up.bytes() + down.bytes())
        / Math.max(1, Math.max(up.firstBytes(), down.firstBytes()));
  }

  PathReport clientReport() {
    return client.report();
  }

  PathReport serverReport() {
    return server.report();
  }

  @Override
  public void close() {
    client.close();
    server.close();
    time.close();
  }
}
