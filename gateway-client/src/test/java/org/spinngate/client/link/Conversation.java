package org.spinngate.client.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.client.check.BoardsHandler;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.dial.Caller;
import org.spinngate.client.dial.ConnectionInitializer;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.dial.Gateway;
import org.spinngate.client.path.PathObserver;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DatagramBalance;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.testing.Samples;
import org.spinngate.protocol.testing.TestQueues;

/** A connection through the real initializer, from the server's end, without TLS. */
public final class Conversation implements AutoCloseable {
  public static final ServerAccess ACCESS =
      new ServerAccess(
          new ServerAddress("gateway.test", 17894),
          new UserToken("alice", "secret"),
          new Trust.JavaDefault());
  static final Open WISH = new Open("spin5-03", 7);
  public static final Holder HOLDER =
      new Holder("bob", Instant.ofEpochSecond(1_000), Duration.ofSeconds(3));

  /** For those who want nothing beside the stream. */
  public static final SealedCarrier NO_UDP =
      new SealedCarrier(
          address -> new Bootstrap(),
          CarrierWish.TCP,
          Timing.of(() -> 0),
          TestQueues.plenty(),
          warning -> {},
          new PathObserver(() -> 0));

  private final RecordingApplications applications = new RecordingApplications();
  private final DatagramBalance balance = new DatagramBalance();
  private final List<String> heard = new ArrayList<>();
  private final List<Ending> endings = new ArrayList<>();
  private final List<Boards.Entry> boards = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  private Conversation(SslContext identity, boolean aboutBoards) {
    channel.freezeTime();
    new ConnectionInitializer(
            identity,
            Gateway.firstOf(ACCESS),
            "gateway-client 1",
            new RecordingCaller(aboutBoards),
            Timing.of(() -> 0),
            NO_UDP)
        .addPlain(channel.pipeline());
  }

  /** One that wants a board. */
  public static Conversation forBoard(SslContext identity) {
    return new Conversation(identity, false);
  }

  /** One that wants to know which boards there are. */
  public static Conversation aboutBoards(SslContext identity) {
    return new Conversation(identity, true);
  }

  public EmbeddedChannel channel() {
    return channel;
  }

  List<String> applications() {
    return applications.calls();
  }

  /** What applications send by. */
  Tunnel tunnel() {
    return applications.tunnel();
  }

  List<String> heard() {
    return heard;
  }

  public List<Ending> endings() {
    return endings;
  }

  public List<Boards.Entry> boards() {
    return boards;
  }

  public void tlsIsUp() {
    channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
  }

  public void welcome() {
    tlsIsUp();
    receive(new Welcome(1, "gateway-server 1", 1_000, 5_000));
  }

  void opened() {
    welcome();
    receive(Samples.opened(1, "spin5-03", 32));
  }

  public void receive(ControlMessage message) {
    ByteBuf frame = channel.alloc().buffer();
    message.writeFrame(frame);
    channel.writeInbound(frame);
  }

  /** The next message that was sent, leaving out heartbeats. */
  public ControlMessage sent() {
    ControlMessage message;
    do {
      ByteBuf frame = channel.readOutbound();
      if (frame == null) {
        return null;
      }
      frame.skipBytes(2);
      message = ControlMessage.read(frame);
      frame.release();
    } while (message instanceof Ping);
    return message;
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }

  private final class RecordingCaller implements Caller, SessionCaller {
    private final boolean aboutBoards;

    RecordingCaller(boolean aboutBoards) {
      this.aboutBoards = aboutBoards;
    }

    @Override
    public void connected() {
      heard.add("connected");
    }

    @Override
    public ChannelHandler welcomed(Heartbeat heartbeat, SealedCarrier sealed) {
      return aboutBoards
          ? new BoardsHandler(boards::addAll)
          : new OpeningHandler(WISH, heartbeat, applications, sealed, this);
    }

    @Override
    public void waiting(Waiting waiting) {
      heard.add("waiting " + waiting.position());
    }

    @Override
    public DatagramBalance balance(Opened opened) {
      return balance;
    }

    @Override
    public void opened(Opened opened) {
      heard.add("opened " + opened.board());
    }

    @Override
    public void suspected() {
      heard.add("suspected");
    }

    @Override
    public void recovered() {
      heard.add("recovered");
    }

    @Override
    public void notice(String text) {
      heard.add("notice " + text);
    }

    @Override
    public void boot(BootReport report) {
      heard.add("boot " + report.state());
    }

    @Override
    public void ended(Ending ending) {
      endings.add(ending);
    }
  }
}
