package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.pace.LineShares;
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
  private int port = 1;
  private boolean requests;
  private boolean mayGrowOld;
  private int grownOld;

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
  private final class End extends CalmSurroundings {
    private final LossyLine line;
    private final List<byte[]> written = new ArrayList<>();
    private final List<Long> sentAt = new ArrayList<>();
    private final Delays delays = new Delays();
    private final SplittableRandom random = new SplittableRandom(1);
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
      End sender = requests || this == serverEnd ? clientEnd : serverEnd;
      delays.came(number, time.millis() - sender.sentAt.get(number));
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
      unsent(new Unsent(reason, 1, 0));
    }

    @Override
    public void missing(int datagrams) {
      // Told by what has not come.
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
      if (!mayGrowOld) {
        throw new AssertionError(datagrams.toString());
      }
      grownOld += datagrams.datagrams();
    }

    @Override
    public void chosen(boolean sealed) {
      chosen = sealed;
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
  }

  /** From here on more may be sent than leaves, and what waits for too long falls. */
  StreamBench mayGrowOld() {
    mayGrowOld = true;
    return this;
  }

  /** The client has another address from here on. */
  void move() {
    port++;
  }

  /** The server's packets go by a line that others may use, too. */
  StreamBench shares(LineShares line) {
    server.joins(line);
    return this;
  }

  /** How many have fallen since they waited for too long. */
  int grownOld() {
    return grownOld;
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

  /** Long enough that all that can still come has come, and all else is counted. */
  void settle() {
    pass(1_500);
  }

  void pass(int millis) {
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
    server.receive(buffer, new Port(port, true), false);
    time.run();
  }

  private void atClient(byte[] packet) {
    client.receive(Unpooled.wrappedBuffer(packet.clone()));
    time.run();
  }

  /** How many of the server's datagrams have not come. */
  int missingDown() {
    return serverEnd.sentAt.size() - clientEnd.delays.come();
  }

  /** How many of the server's have. */
  int cameDown() {
    return clientEnd.delays.come();
  }

  /** How fast the server may send, in bytes a second; 0 if there is no limit. */
  long limitDown() {
    return server.report().limit();
  }

  /** How long the line's queue to the client is. */
  int queueMillis() {
    return serverEnd.line.queueMillis(time.millis());
  }

  /** How many of the client's have not. */
  int missingUp() {
    return clientEnd.sentAt.size() - serverEnd.delays.come();
  }

  int doubles() {
    return clientEnd.delays.doubles() + serverEnd.delays.doubles();
  }

  /** What most of the server's datagrams took, in milliseconds. */
  int medianDown() {
    return clientEnd.delays.median();
  }

  /** What most of those took that took longer than that. */
  int medianRepair(int delayMillis) {
    return clientEnd.delays.medianAbove(delayMillis);
  }

  /**
   * What 99 of 100 datagrams of the client's last ones took, in milliseconds: of replies, since the
   * request.
   */
  int p99() {
    return clientEnd.delays.p99();
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
