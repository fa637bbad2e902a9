package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.ChannelHandlerContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Elsewhere;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** Clients that know several gateways, each of which knows nothing of the others. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class SeveralGatewaysTest {
  private static final String BOARD = "spin5-01";
  private static final String LOCAL = "127.94.47.1";

  @TempDir Path folder;
  private final Facility one = facility();
  private final Facility two = facility();

  private static Facility facility() {
    return Facility.plan().board(BOARD, SimulationSettings::booted).user("alice", "*").start();
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  private ServerAccess access(ServerAddress... servers) {
    return new ServerAccess(
        List.of(servers),
        new UserToken("alice", FacilityPlan.token("alice")),
        new Trust.Pin(one.identity().pin()),
        CarrierWish.AUTO);
  }

  private TestClient client(ServerAddress... servers) {
    return TestClient.start(
        new ClientSettings(
            access(servers), BOARD, 0, new LocalSettings(LocalSettings.LOOPBACK, 0, 0)));
  }

  private static ServerAddress at(Facility facility) {
    InetSocketAddress address = facility.address();
    return new ServerAddress(address.getAddress().getHostAddress(), address.getPort());
  }

  /** Where nobody listens, and where clients of a board look before they look at the other. */
  private ServerAddress deadBefore(Facility facility, String board) {
    return IntStream.range(1, 255)
        .mapToObj(i -> new ServerAddress("127.71.47." + i, 1))
        .filter(dead -> access(at(facility), dead).inOrderFor(board).server().equals(dead))
        .findFirst()
        .orElseThrow();
  }

  private ClientProgram program(String command, List<ServerAddress> servers, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(one.options("alice", one.address()));
    arguments.set(
        arguments.indexOf("--server") + 1,
        servers.stream().map(ServerAddress::toString).collect(Collectors.joining(",")));
    arguments.addAll(Arrays.asList(more));
    return ClientProgram.start(folder, arguments);
  }

  @Test
  void aGatewayThatIsNotThereIsPassedOverByEveryCommand() {
    ServerAddress dead = deadBefore(one, BOARD);
    try (TestClient client = client(at(one), dead)) {
      client.opened();
      assertThat(client.warnings()).isEmpty();
    }
    List<ServerAddress> both = List.of(deadBefore(one, ""), at(one));

    ClientProgram boards = program("boards", both);
    assertThat(boards.exitCode()).as(boards.err()).isZero();
    assertThat(boards.out()).contains(BOARD);

    ClientProgram check = program("check", both, "--bind", LOCAL);
    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.out())
        .contains(
            "note  connection           "
                + at(one)
                + " takes connections; not used: "
                + both.get(0));
  }

  @Test
  void whenNoneIsThereOneLineSaysWhyOfEach() {
    List<ServerAddress> dead =
        List.of(new ServerAddress("127.71.47.1", 1), new ServerAddress("127.71.47.2", 1));

    ClientProgram connect =
        program("connect", dead, "-b", BOARD, "--scp-port", "0", "--boot-port", "0");

    assertThat(connect.exitCode()).isEqualTo(7);
    assertThat(connect.err())
        .contains("no gateway can be reached (", "127.71.47.1:1: connection refused")
        .contains("127.71.47.2:1: connection refused");
  }

  /** Says of every board that it is at another gateway. */
  private static final class SendingOn extends FriendlyScript {
    private final String address;

    SendingOn(String address) {
      this.address = address;
    }

    @Override
    protected void open(ChannelHandlerContext ctx, Open open) {
      ctx.write(new Elsewhere(address));
      ctx.writeAndFlush(Refused.because(CloseCause.ELSEWHERE)).addListener(sent -> ctx.close());
    }
  }

  @Test
  void whoIsSentToAGatewayThatHeDoesNotKnowHasItsBoardThere() throws Exception {
    ServerIdentity identity = one.identity();
    SendingOn script = new SendingOn(at(two).toString());
    try (FakeServer first = FakeServer.withFiles(identity.certificate(), identity.key(), script);
        TestClient client = client(new ServerAddress("127.0.0.1", first.port()))) {
      client.opened();

      assertThat(two.table().rows()).hasSize(1);
      assertThat(client.warnings()).isEmpty();
      assertThat(client.events().states()).noneMatch(LinkState.Waiting.class::isInstance);
    }
  }

  @Test
  void whoseGatewayIsLostGoesOnAtTheOther() {
    try (TestClient client = client(at(one), at(two))) {
      client.opened();
      Facility home = one.table().rows().isEmpty() ? two : one;
      Facility other = home == one ? two : one;

      home.server().close();

      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(() -> assertThat(other.table().rows()).hasSize(1));
      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(
              () -> assertThat(client.events().latest()).isInstanceOf(LinkState.Up.class));
    }
  }
}
