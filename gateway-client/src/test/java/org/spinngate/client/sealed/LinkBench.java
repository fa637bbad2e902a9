package org.spinngate.client.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.local.Applications;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.path.PathObserver;
import org.spinngate.client.path.PathSnapshot;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.sealed.SealedTunnel;
import org.spinngate.protocol.stream.ControlCodec;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.testing.Samples;

/** A connection to a test's server, and the carrier that the client wishes for beside it. */
final class LinkBench implements AutoCloseable {
  static final Sealing KEYS = new Sealing(0x5EA1ED01, Samples.TO_SERVER, Samples.TO_CLIENT);

  private final ClientSockets sockets = new ClientSockets(Transport.best());
  private final ServerSocket listener;
  private final Channel connection;
  private final Socket accepted;
  private final DataInputStream stream;
  private final SealedTunnel tunnel;
  private final RecordingApplications applications = new RecordingApplications();
  private final SealedCarrier.Beside beside;
  private final PathObserver path = new PathObserver(System::nanoTime);
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  LinkBench(CarrierWish wish) throws IOException {
    this(wish, "127.94.21.1");
  }

  LinkBench(CarrierWish wish, String address) throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getByName(address));
    connection = connect();
    accepted = listener.accept();
    stream = new DataInputStream(accepted.getInputStream());
    SealedCarrier carrier =
        new SealedCarrier(
            sockets::datagram,
            wish,
            Timing.of(LinkBench::slowTime),
            sockets.queues(),
            warnings::add,
            path);
    tunnel = get(() -> tunnel(carrier));
    beside = get(() -> carrier.beside(connection, tunnel, applications));
    keys(KEYS);
  }

  private Channel connect() {
    return sockets.stream()
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel opened) {
                opened.pipeline().addLast(new ControlCodec());
              }
            })
        .connect(address())
        .syncUninterruptibly()
        .channel();
  }

  private SealedTunnel tunnel(SealedCarrier carrier) {
    Heartbeat heartbeat =
        Heartbeat.ofClient(Duration.ofHours(1), Duration.ofHours(2), Timing.of(System::nanoTime));
    connection.pipeline().addLast(heartbeat);
    return carrier.tunnel(connection, heartbeat);
  }

  /** A machine that stands still for a second loses no path by this clock. */
  private static long slowTime() {
    return System.nanoTime() / 3;
  }

  /** Does something on the one thread and waits for the result. */
  <T> T get(Callable<T> action) {
    return sockets.loop().submit(action).syncUninterruptibly().getNow();
  }

  /** Where the server is, for both carriers. */
  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** The server gives keys. */
  void keys(Sealing keys) {
    get(
        () -> {
          beside.keys(keys);
          return true;
        });
  }

  /** The connection is over. */
  void end() {
    get(
        () -> {
          beside.end();
          return true;
        });
  }

  /** What is known of the path. */
  PathSnapshot path() {
    return get(() -> path.snapshot().orElseThrow());
  }

  /** What the user was told. */
  List<String> warnings() {
    return warnings;
  }

  /** The next datagram of the board meets a fault of ours. */
  void failWithTheNextDatagram() {
    applications.faulty = true;
  }

  /** What the applications got. */
  List<String> heard() {
    return applications.calls;
  }

  /** An application sends so many bytes. */
  DropReason send(int bytes) {
    return get(() -> Optional.ofNullable(sendNow(bytes))).orElse(null);
  }

  private DropReason sendNow(int bytes) {
    return tunnel.sendScp(7, Unpooled.wrappedBuffer(new byte[bytes]));
  }

  /** Whether the tunnel reports this carrier. */
  boolean isCarriedBy(String carrier) {
    return get(() -> tunnel.report().carrier().label().equals(carrier));
  }

  /** The next message on the stream that is no heartbeat, or the kind of a data frame. */
  Object next() throws IOException {
    ByteBuf frame = Unpooled.wrappedBuffer(stream.readNBytes(stream.readUnsignedShort()));
    int kind = DataFrame.kind(frame);
    if (DataFrame.isDatagram(frame)) {
      return kind == DataFrame.TIME_MARK_KIND ? next() : kind;
    }
    ControlMessage message = ControlMessage.read(frame);
    return message instanceof Ping ? next() : message;
  }

  @Override
  public void close() throws IOException {
    end();
    connection.close().syncUninterruptibly();
    sockets.close().syncUninterruptibly();
    accepted.close();
    listener.close();
  }

  private static final class RecordingApplications implements Applications {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean faulty;

    @Override
    public void attach(Tunnel way, Opened opened) {}

    @Override
    public void detach(Tunnel way) {}

    @Override
    public void bootTaken(int flow, int count) {}

    @Override
    public void deliver(Service service, int flow, ByteBuf datagram) {
      calls.add(service + " " + flow + " " + datagram.readableBytes());
      datagram.release();
      if (faulty) {
        faulty = false;
        throw new IllegalStateException("a test");
      }
    }

    @Override
    public void dropped(DropReason reason, int datagrams) {
      calls.addAll(Collections.nCopies(datagrams, "dropped " + reason.label()));
    }

    @Override
    public void unsent(Unsent datagrams) {
      calls.add("unsent " + datagrams.datagrams() + " " + datagrams.reason().label());
    }

    @Override
    public void flush() {
      if (!calls.isEmpty()) {
        calls.add("flush");
      }
    }
  }
}
