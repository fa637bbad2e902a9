package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.session.CountedSession;

/** Datagrams of every size, between an application and a board that is nothing but two ports. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class DatagramTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private PlayedBoard scp;
  private PlayedBoard boot;
  private Facility facility;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    scp = new PlayedBoard(ANY_PORT, DatagramTest::asAsked);
    boot = PlayedBoard.echo(ANY_PORT);
    facility =
        Facility.plan()
            .board("spin5-01", scp.address(), boot.address(), "boot-gap = 0")
            .user("alice", "*")
            .start();
    client = facility.client("alice", "spin5-01");
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    facility.close();
    scp.close();
    boot.close();
  }

  /** {@code size N} is answered by N bytes, everything else by itself. */
  private static byte[] asAsked(byte[] datagram) {
    if (datagram.length == 8 && ByteBuffer.wrap(datagram).getInt() == ASK) {
      return datagram(ByteBuffer.wrap(datagram).getInt(4));
    }
    return datagram;
  }

  private static final int ASK = 0x73697A65;

  private static byte[] ask(int size) {
    return ByteBuffer.allocate(8).putInt(ASK).putInt(size).array();
  }

  private static byte[] datagram(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return bytes;
  }

  private CountedSession counted() {
    return CountedSession.of(facility.table(), client.session().name()).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 26, 282, 1042, 1472})
  void passesUnchangedInBothDirections(int size) throws Exception {
    try (UdpApplication tool = new UdpApplication(client.scp().getPort());
        UdpApplication booter = new UdpApplication(client.boot().getPort())) {
      tool.send(datagram(size));
      booter.send(datagram(size));

      assertThat(tool.receive()).isEqualTo(datagram(size));
      assertThat(booter.receive()).isEqualTo(datagram(size));
    }

    ByteBuffer expected = ByteBuffer.wrap(datagram(size));
    assertThat(scp.heard()).extracting(PlayedBoard.Heard::bytes).containsExactly(expected);
    assertThat(boot.heard()).extracting(PlayedBoard.Heard::bytes).containsExactly(expected);
    assertThat(client.traffic().drops()).isEmpty();
  }

  @Test
  void whatIsTooLargeForTheTunnelIsRefusedAndCountedAndNeverCut() throws Exception {
    try (UdpApplication tool = new UdpApplication(client.scp().getPort());
        UdpApplication booter = new UdpApplication(client.boot().getPort())) {
      tool.send(datagram(1473));
      tool.send(datagram(9000));
      tool.send(datagram(65_507));
      booter.send(datagram(1473));
      booter.send(datagram(1042));
      tool.send(datagram(26));

      assertThat(tool.receive()).isEqualTo(datagram(26));
      assertThat(booter.receive()).isEqualTo(datagram(1042));
      assertThat(tool.hasNothing()).isTrue();
      assertThat(booter.hasNothing()).isTrue();
    }

    assertThat(scp.heard()).hasSize(1);
    assertThat(boot.heard()).hasSize(1);
    assertThat(client.traffic().drops()).isEqualTo(Map.of(DropReason.OVERSIZE, 4L));
  }

  @Test
  void whatIsTooLargeFromTheBoardIsRefusedAndCountedByTheServer() throws Exception {
    try (UdpApplication tool = new UdpApplication(client.scp().getPort())) {
      tool.send(ask(1473));
      tool.send(ask(9000));
      tool.send(ask(1472));

      assertThat(tool.receive()).isEqualTo(datagram(1472));
      assertThat(tool.hasNothing()).isTrue();
    }

    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () -> assertThat(counted().drops()).isEqualTo(Map.of(DropReason.OVERSIZE, 2L)));
    assertThat(client.traffic().drops()).isEmpty();
  }

  @Test
  void emptyDatagramsAreCountedAndHarmNothing() throws Exception {
    try (UdpApplication tool = new UdpApplication(client.scp().getPort())) {
      sendEmpty(client.scp());
      sendEmpty(client.boot());
      tool.send(ask(0));
      tool.send(datagram(26));

      assertThat(tool.receive()).isEqualTo(datagram(26));
      assertThat(tool.hasNothing()).isTrue();
    }

    assertThat(scp.heard()).hasSize(2);
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () -> assertThat(client.traffic().drops()).isEqualTo(Map.of(DropReason.EMPTY, 2L)));
  }

  /** A connected socket of Java sends no empty datagrams. */
  private static void sendEmpty(InetSocketAddress to) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(new byte[0], 0, to));
    }
  }

  @Test
  void theSessionTableShowsExactlyWhatWasSent() throws Exception {
    int bytes = 0;
    try (UdpApplication tool = new UdpApplication(client.scp().getPort());
        UdpApplication other = new UdpApplication(client.scp().getPort());
        UdpApplication booter = new UdpApplication(client.boot().getPort())) {
      for (int size = 1; size <= 100; size++) {
        UdpApplication booting = size % 50 == 0 ? booter : tool;
        for (UdpApplication application : List.of(tool, other, booting)) {
          application.send(datagram(size));
          bytes += application.receive().length;
        }
      }
      tool.send(ask(1000));
      tool.receive();
      tool.send(ask(1473));
    }
    CountedSession expected =
        new CountedSession(
            "alice",
            "spin5-01",
            3,
            302,
            bytes + 16,
            301,
            bytes + 1000,
            Map.of(DropReason.OVERSIZE, 1L));

    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(() -> assertThat(counted()).isEqualTo(expected));
    assertThat(bytes).isEqualTo(3 * 5050);
    assertThat(facility.tableText().lines().toList().get(1))
        .matches(
            client.session().name()
                + "  alice  spin5-01  exclusive  attached  127\\.0\\.0\\.1:\\d+  (tcp|udp) {7}3"
                + "  302/15\\.2kB  301/16\\.2kB +\\S+ +1  00:00:\\d\\d");
    assertThat(client.traffic().toBoard().datagrams()).isEqualTo(302);
    assertThat(client.traffic().toBoard().bytes()).isEqualTo(bytes + 16);
    assertThat(client.traffic().fromBoard().datagrams()).isEqualTo(301);
    assertThat(client.traffic().fromBoard().bytes()).isEqualTo(bytes + 1000);
  }
}
