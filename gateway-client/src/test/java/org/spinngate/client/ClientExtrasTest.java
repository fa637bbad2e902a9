package org.spinngate.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.check.BoardsQuestion;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.dial.Dialler;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.path.PathObserver;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.client.testing.RecordedEvents;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.GrowingMessage;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.RecordedWire;
import org.spinngate.protocol.testing.Samples;

/** Tails of messages, and servers from before there were any, behind real TLS. */
@ExtendWith(LeakExtension.class)
class ClientExtrasTest {
  private static final Certificate CERTIFICATE = Certificate.forLocalhost();

  /** What no client knows. */
  private static final Extras UNKNOWN = Extras.of().plus(0x8001, (byte) 1, (byte) 2).plus(0x8002);

  private final RecordedEvents events = new RecordedEvents();

  /** Adds to each message that may have a tail one that no client knows. */
  private static final class Talkative extends FriendlyScript {
    @Override
    public void message(ChannelHandlerContext ctx, ControlMessage message) {
      if (message instanceof Hello) {
        ctx.writeAndFlush(new Welcome(1, "fake", 1_000, 5_000).with(UNKNOWN));
      } else if (message instanceof ListBoards) {
        ctx.writeAndFlush(new Boards(List.of(), false).with(UNKNOWN));
      } else {
        super.message(ctx, message);
      }
    }

    @Override
    protected void open(ChannelHandlerContext ctx, Open open) {
      ctx.writeAndFlush(Samples.opened(SESSION, open.board(), 32).with(UNKNOWN));
    }
  }

  /** Answers with the bytes of a server from before there were tails. */
  private static final class Older extends FriendlyScript {
    private static final Map<Class<?>, byte[]> ANSWERS =
        Map.of(
            Hello.class, RecordedWire.session().answer(Welcome.class),
            ListBoards.class, RecordedWire.boards().answer(Boards.class),
            Open.class, RecordedWire.session().answer(Opened.class),
            Resume.class, RecordedWire.resumption().answer(Opened.class));

    @Override
    public void message(ChannelHandlerContext ctx, ControlMessage message) {
      byte[] answer = ANSWERS.get(message.getClass());
      if (answer == null) {
        super.message(ctx, message);
      } else {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(answer));
      }
    }
  }

  private static ServerAccess access(FakeServer server) {
    return new ServerAccess(
        new ServerAddress("localhost", server.port()),
        new UserToken("alice", "secret"),
        new Trust.Pin(CERTIFICATE.pin()));
  }

  private GatewayClient start(FakeServer server) throws Exception {
    ClientSettings settings =
        new ClientSettings(
            access(server), "spin5-01", 0, new LocalSettings(LocalSettings.LOOPBACK, 0, 0));
    return GatewayClient.start(
        settings, events, new ArrayList<String>()::add, Timing.of(System::nanoTime));
  }

  private static List<Boards.Entry> boards(FakeServer server) throws Exception {
    ClientSockets sockets = new ClientSockets(Transport.best());
    try {
      Dialler dialler =
          new KeeperFactory(
                  sockets,
                  warning -> {},
                  new PathObserver(System::nanoTime),
                  Timing.of(System::nanoTime))
              .dialler(access(server), "");
      return CompletableFuture.supplyAsync(() -> BoardsQuestion.ask(dialler), sockets.loop())
          .thenCompose(answer -> answer)
          .get(60, SECONDS);
    } finally {
      sockets.close().syncUninterruptibly();
    }
  }

  /** Opens a session, loses the connection, comes back and says goodbye. */
  private Opened session(FakeServer server) throws Exception {
    try (GatewayClient client = start(server);
        UdpApplication application = new UdpApplication(client.scpPort())) {
      Opened opened = client.ready().get(60, SECONDS);
      server.cut();
      await().until(() -> events.ups() == 2);
      application.send((byte) 7);
      assertThat(application.receive()).containsExactly(7);
      return opened;
    }
  }

  private static void assertTails(FakeServer server, Extras extras) {
    await().until(() -> server.count(Bye.class) >= 1);
    assertThat(server.heard())
        .filteredOn(GrowingMessage.class::isInstance)
        .isNotEmpty()
        .allMatch(message -> ((GrowingMessage) message).extras().equals(extras));
  }

  @Test
  void aServerThatReadsTailsGetsOneWithEachMessageAndSaysWhatItWants() throws Exception {
    try (FakeServer server = FakeServer.readingExtras(CERTIFICATE, new Talkative())) {
      Opened opened = session(server);

      assertThat(opened.extras()).isEqualTo(UNKNOWN);
      assertThat(server.count(Resume.class)).isEqualTo(1);
      assertTails(server, Extras.of());
    }
  }

  @Test
  void aListOfBoardsMayHaveATail() throws Exception {
    try (FakeServer server = FakeServer.readingExtras(CERTIFICATE, new Talkative())) {
      assertThat(boards(server)).isEmpty();

      assertTails(server, Extras.of());
    }
  }

  @Test
  void anOlderServerOpensASessionAndNeverSeesATail() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new Older())) {
      Opened opened = session(server);

      assertThat(opened.name()).isEqualTo("51d84b9e");
      assertThat(server.count(Resume.class)).isEqualTo(1);
      assertTails(server, Extras.NONE);
    }
  }

  @Test
  void anOlderServerListsItsBoards() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new Older())) {
      assertThat(boards(server)).extracting(Boards.Entry::name).containsExactly("spin5-01");

      assertTails(server, Extras.NONE);
    }
  }
}
