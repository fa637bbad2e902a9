package org.spinngate.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.alias.AliasWork;
import org.spinngate.client.alias.FakeAliasMaker;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.TagTargets;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.client.testing.RecordedEvents;
import org.spinngate.protocol.BoardAddress;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

/** A whole client whose board has its own address on this machine. */
@ExtendWith(LeakExtension.class)
class ClientAtOwnAddressTest {
  private static final Certificate CERTIFICATE = Certificate.forLocalhost();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path notes;
  private final FakeAliasMaker machine = new FakeAliasMaker();
  private final RecordedEvents events = new RecordedEvents();
  private final List<String> warnings = new ArrayList<>();
  private final ClientSockets sockets = new ClientSockets(Transport.best());
  private AliasWork work;
  private FakeServer server;

  /** Tells where the board is. */
  private static final class Telling extends FriendlyScript {
    @Override
    protected void open(ChannelHandlerContext ctx, Open open) {
      InetSocketAddress board = new InetSocketAddress(address(), 17893);
      Extras extras = new BoardAddress(board, board).addedTo(Extras.of());
      ctx.writeAndFlush(Samples.opened(SESSION, open.board(), 32).with(extras));
    }
  }

  /** Of this test process alone. */
  private static Inet4Address address() {
    long process = ProcessHandle.current().pid();
    byte[] address = {127, (byte) (192 + (process >>> 8 & 31)), (byte) process, 5};
    try {
      return (Inet4Address) InetAddress.getByAddress(address);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void serverAndMachine() {
    server = FakeServer.readingExtras(CERTIFICATE, new Telling());
    work = machine.work(notes.resolve("aliases"));
  }

  @AfterEach
  void close() {
    work.close();
    sockets.close().syncUninterruptibly();
    server.close();
  }

  private GatewayClient client() throws Exception {
    ClientSettings settings =
        new ClientSettings(
            new ServerAccess(
                new ServerAddress("localhost", server.port()),
                new UserToken("alice", "secret"),
                new Trust.Pin(CERTIFICATE.pin())),
            "spin5-03",
            0,
            new LocalSettings("127.0.0.1", 0, 0, true, TagTargets.LOCAL));
    return GatewayClient.bind(
        new ThisMachine(sockets, work),
        settings,
        events,
        warnings::add,
        Timing.of(System::nanoTime));
  }

  private static byte[] echo(GatewayClient client) throws IOException {
    try (DatagramSocket application = new DatagramSocket()) {
      application.setSoTimeout((int) PATIENCE.toMillis());
      application.connect(new InetSocketAddress(address(), client.scpPort()));
      application.send(new DatagramPacket(new byte[] {1, 2, 3}, 3));
      DatagramPacket answer = new DatagramPacket(new byte[16], 16);
      application.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  @Test
  void anApplicationFindsTheBoardAtTheAddressThatTheServerTells() throws Exception {
    try (GatewayClient client = client()) {
      assertThat(client.address()).isEqualTo("nowhere");
      client.connect();
      client.ready().get(60, SECONDS);

      assertThat(client.address()).isEqualTo(address().getHostAddress());
      assertThat(echo(client)).containsExactly(1, 2, 3);
    }

    await().atMost(PATIENCE).until(() -> !machine.isHere(address()));
  }

  @Test
  void theAddressGoesWhenTheOperatorEndsTheSession() throws Exception {
    try (GatewayClient client = client()) {
      client.connect();
      client.ready().get(60, SECONDS);

      server.say(new Bye(CloseCause.KICKED, "the rack is moved"));
      assertThat(client.ended().get(60, SECONDS).exitCode()).isEqualTo(ExitCode.ENDED_BY_OPERATOR);
      client.unbind();

      await().atMost(PATIENCE).until(() -> !machine.isHere(address()));
    }
  }

  @Test
  void aBoardThatCannotBeHereIsGivenBack() throws Exception {
    machine.refuse();
    try (GatewayClient client = client()) {
      client.connect();

      Ending ending = client.ended().get(60, SECONDS);
      assertThat(ending.exitCode()).isEqualTo(ExitCode.PORT_IN_USE);
      assertThat(ending.text()).contains("type 'make " + address().getHostAddress() + "'");
      assertThat(client.ready())
          .failsWithin(PATIENCE)
          .withThrowableOfType(ExecutionException.class);
    }
    await().atMost(PATIENCE).until(() -> server.count(Bye.class) == 1);
    assertThat(server.heard(Bye.class).cause()).isEqualTo(CloseCause.RELEASED);
  }
}
