package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.endtoend.legacy.LegacyMode;
import org.spinngate.endtoend.legacy.LegacyProgram;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ProxyHeaders;
import org.spinngate.simulated.SimulationSettings;

/** Users come by a load balancer, and the gateway sees them and not the balancer. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LoadBalancerTest {
  private static final InetSocketAddress FIRST = user("203.0.113.9");
  private static final InetSocketAddress SECOND = user("203.0.113.10");
  private static final String BELIEVED =
      "limits.trusted-proxies = [\"" + PlayedBalancer.ADDRESS + "\"]";

  private final CapturedLog log = new CapturedLog();
  private final List<AutoCloseable> open = new ArrayList<>();

  private static InetSocketAddress user(String literal) {
    try {
      return new InetSocketAddress(InetAddress.getByName(literal), 51544);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private <T extends AutoCloseable> T closing(T one) {
    open.add(0, one);
    return one;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    assertThat(log.stackTraces()).isEmpty();
    log.close();
  }

  private Facility facility(String... lines) {
    FacilityPlan plan =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .board("spin5-02", SimulationSettings::booted)
            .user("alice", "*")
            .with(BELIEVED);
    for (String line : lines) {
      plan.with(line);
    }
    return closing(plan.start());
  }

  private PlayedBalancer balancer(InetSocketAddress server, byte[] header) {
    return closing(new PlayedBalancer(server, header));
  }

  private TestClient client(Facility facility, PlayedBalancer balancer, String board) {
    return closing(facility.client("alice", board, balancer.address()));
  }

  private static void assertWorks(TestClient client) throws IOException {
    BusyApplication application = new BusyApplication(client.application(), 0, 0);
    await().atMost(TestClient.PATIENCE).untilAsserted(() -> application.assertRounds(5));
    application.stop();
    assertThat(application.statistics().strays()).isZero();
  }

  static Stream<byte[]> headers() {
    return Stream.of(ProxyHeaders.line(FIRST), ProxyHeaders.binary(FIRST));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void tablesAndAuditHaveTheUsersAddress(byte[] header) throws IOException {
    Facility facility = facility();
    TestClient client = client(facility, balancer(facility.address(), header), "spin5-01");

    assertWorks(client);

    assertThat(facility.tableText())
        .contains("203.0.113.9:51544", "  tcp  ")
        .doesNotContain(PlayedBalancer.ADDRESS);
    assertThat(log.lines("org.spinngate.audit").get(0))
        .startsWith("login accepted: user=alice peer=203.0.113.9:51544 ");
  }

  @Test
  void packetsThatComeByTheBalancerAreNotAnsweredAndTheStreamCarriesAll() throws IOException {
    Facility facility = facility();
    PlayedBalancer balancer = balancer(facility.address(), ProxyHeaders.binary(FIRST));
    closing(new DatagramRelay(balancer.address(), facility.address(), 1));
    TestClient client = client(facility, balancer, "spin5-01");

    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> !log.linesWith("where none may be sent to").isEmpty());
    assertWorks(client);

    assertThat(facility.tableText()).contains("203.0.113.9:51544", "  tcp  ");
    assertThat(client.events().ups()).isEqualTo(1);
  }

  @Test
  void packetsThatComeFromTheUsersOwnAddressAreTaken() throws IOException {
    Facility facility = facility();
    byte[] header = ProxyHeaders.binary(user("127.0.0.1"));
    PlayedBalancer balancer = balancer(facility.address(), header);
    closing(new DatagramRelay(balancer.address(), facility.address(), 1));
    TestClient client = client(facility, balancer, "spin5-01");

    await().atMost(TestClient.PATIENCE).until(() -> facility.tableText().contains("  udp  "));
    assertWorks(client);
  }

  @Test
  void limitsOfAnAddressAreTheUsersAndNotTheBalancers() throws IOException {
    Facility facility = facility("limits.connections-per-address = 1");
    PlayedBalancer balancer = balancer(facility.address(), ProxyHeaders.binary(FIRST));
    client(facility, balancer, "spin5-01");
    try (Socket turnedAway = Strangers.connectPlain(balancer.address())) {
      assertThat(turnedAway.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(log.linesWith("turned away 203.0.113.9:51544: too many connections")).hasSize(1);

    balancer.header(ProxyHeaders.binary(SECOND));

    assertWorks(client(facility, balancer, "spin5-02"));
  }

  @Test
  void anOldClientIsKnownByItsOwnAddress() throws IOException {
    Facility facility =
        closing(
            Facility.plan()
                .board(
                    "spin5-03",
                    settings -> settings.withStartUp(Duration.ofMillis(20), Duration.ofMillis(60)))
                .with(BELIEVED)
                .with("legacy { enabled = true, boot-listen = [\"127.0.0.1:0\"] }")
                .with("legacy { allow = [\"203.0.113.9\"], board = spin5-03 }")
                .start());
    byte[] header = ProxyHeaders.line(FIRST);
    PlayedBalancer scp = balancer(facility.address(), header);
    PlayedBalancer boot = balancer(LegacyProgram.bootOf(facility), header);
    LegacyProgram old =
        closing(
            new LegacyProgram(scp.address(), boot.address(), LegacyMode.BOTH_VIA_TCP, "127.0.0.1"));

    BootSender.boot(old.boot(), BootImage.random(1, 30), Duration.ofMillis(1));
    await()
        .atMost(TestClient.PATIENCE)
        .ignoreExceptions()
        .until(() -> old.application(Duration.ofMillis(200), 1).version().isReady());

    assertThat(facility.board("spin5-03").counters().boot().completed()).isEqualTo(1);
    assertThat(facility.tableText())
        .contains("legacy  spin5-03  exclusive  attached  203.0.113.9:")
        .doesNotContain(PlayedBalancer.ADDRESS);
  }

  @Test
  void whoIsNotTrustedIsRefusedAndTheLogSaysWhatToSet() throws IOException {
    Facility facility = facility();

    try (Socket stranger = Strangers.connectPlain(facility.address())) {
      stranger.getOutputStream().write(ProxyHeaders.line(FIRST));
      assertThat(stranger.getInputStream().read()).isEqualTo(-1);
    }

    await()
        .untilAsserted(
            () ->
                assertThat(log.linesWith("name it in gateway.limits.trusted-proxies")).hasSize(1));
    assertThat(log.linesWith("turned away 127.0.0.1:")).hasSize(1);
    assertThat(log.linesWith("203.0.113.9")).isEmpty();
  }

  @Test
  void trustIsGivenAndTakenByAReload() throws IOException {
    FacilityPlan plan =
        Facility.plan().board("spin5-01", SimulationSettings::booted).user("alice", "*");
    Facility facility = closing(plan.start());
    PlayedBalancer balancer = balancer(facility.address(), ProxyHeaders.binary(FIRST));
    try (Socket refused = Strangers.connectPlain(balancer.address())) {
      assertThat(refused.getInputStream().read()).isEqualTo(-1);
    }

    facility.reload(plan.with(BELIEVED));

    assertWorks(client(facility, balancer, "spin5-01"));
    assertThat(log.linesWith("gateway.limits.trusted-proxies: changed, for what begins from now"))
        .hasSize(1);
  }
}
