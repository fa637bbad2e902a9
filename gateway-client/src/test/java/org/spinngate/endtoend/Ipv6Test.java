package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** Users who come by IPv6, to a server that has nothing else and to one that has both. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class Ipv6Test {
  private static final String SIX = "::1";
  private static final String FOUR = "127.0.0.1";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  @BeforeEach
  void thisMachineHasIpv6() {
    assumeThat(hasIpv6()).as("this machine has IPv6 on loopback").isTrue();
  }

  private static boolean hasIpv6() {
    try (DatagramSocket socket = new DatagramSocket(0, NetUtil.LOCALHOST6)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private Facility facility(FacilityPlan plan) {
    Facility facility =
        plan.board("spin5-01", settings -> settings.booted().withIdentity(5))
            .board("spin5-02", SimulationSettings::booted)
            .user("alice", "*")
            .user("bob", "*")
            .start();
    open.push(facility);
    return facility;
  }

  private static FacilityPlan at(String listen) {
    return Facility.plan().with("listen = [\"" + listen + "\"]");
  }

  private TestClient client(Facility facility, String user, String host, CarrierWish carrier) {
    InetSocketAddress server = new InetSocketAddress(host, facility.address().getPort());
    TestClient client = facility.start(facility.settings(user, "spin5-01", server, carrier));
    open.push(client);
    return client;
  }

  @ParameterizedTest
  @CsvSource({"[::1]:0, TCP, tcp", "[::1]:0, UDP, udp", "[::]:0, TCP, tcp", "[::]:0, UDP, udp"})
  void aUserWorksByEitherCarrier(String listen, CarrierWish carrier, String word)
      throws IOException {
    Facility facility = facility(at(listen));
    TestClient client = client(facility, "alice", SIX, carrier).ready();

    BusyApplication application = new BusyApplication(client.persistentApplication(), 5, 0);
    await().atMost(TestClient.PATIENCE).untilAsserted(() -> application.assertRounds(20));
    application.stop();

    assertThat(application.statistics().strays()).isZero();
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(facility.tableText())
                    .containsPattern("alice .* attached +\\[::1]:[0-9]+ +" + word + " "));
    assertThat(client.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"::1", "127.0.0.1"})
  void aPathByUdpProvesItselfInEitherFamilyOfOnePort(String host) {
    Facility facility = facility(at("[::]:0"));

    client(facility, "alice", host, CarrierWish.AUTO).ready();

    await().atMost(TestClient.PATIENCE).until(() -> facility.tableText().contains("  udp  "));
  }

  @Test
  void oneListMayNameAllAddressesOfBothFamilies() throws IOException {
    int port = freePort();
    Facility facility = facility(at("0.0.0.0:%d\", \"[::]:%d".formatted(port, port)));

    for (String host : List.of(SIX, FOUR)) {
      TestClient client = client(facility, "alice", host, CarrierWish.UDP).ready();
      assertThat(client.persistentApplication().version().isReady()).isTrue();
      client.close();
    }

    assertThat(facility.addresses()).hasSize(2);
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("::"))) {
      return socket.getLocalPort();
    }
  }

  @Test
  void whoGuessesTokensByOneFamilyIsBannedThereAndNotInTheOther() throws Exception {
    Facility facility = facility(at("[::]:0").with("limits.login-failures = 3"));
    InetSocketAddress six = new InetSocketAddress(NetUtil.LOCALHOST6, facility.address().getPort());
    new TokenGuesser(six, SIX).guess(3, 1000);

    TestClient banned = client(facility, "alice", SIX, CarrierWish.AUTO);
    TestClient heard = client(facility, "alice", FOUR, CarrierWish.AUTO);

    assertThat(banned.ending().exitCode()).isEqualTo(ExitCode.LOGIN_REFUSED);
    assertThat(heard.ready().application().version().isReady()).isTrue();
  }

  @Test
  void connectionsOfOneAddressAreCountedInEitherFamilyByItself() throws Exception {
    Facility facility = facility(at("[::]:0").with("limits.connections-per-address = 1"));
    client(facility, "alice", SIX, CarrierWish.TCP).ready();
    InetSocketAddress six = new InetSocketAddress(NetUtil.LOCALHOST6, facility.address().getPort());
    InetSocketAddress four =
        new InetSocketAddress(NetUtil.LOCALHOST4, facility.address().getPort());

    TokenGuesser second = new TokenGuesser(six, SIX);
    TokenGuesser other = new TokenGuesser(four, FOUR);
    second.guess(1, 1000);
    other.guess(1, 1000);

    assertThat(second.closed()).isOne();
    assertThat(other.answered()).isOne();
  }
}
