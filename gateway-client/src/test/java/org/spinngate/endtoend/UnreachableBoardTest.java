package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.session.CountedSession;

/** A board that is switched off under a session, and on again. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class UnreachableBoardTest {
  /** Nobody else on this machine uses these addresses, so their ports stay free. */
  private static final AtomicInteger LAST_ADDRESS = new AtomicInteger();

  private final CapturedLog log = new CapturedLog();
  private PlayedBoard board;
  private Facility facility;
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    String own = "127.94.17." + LAST_ADDRESS.incrementAndGet();
    board = PlayedBoard.echo(new InetSocketAddress(own, 0));
    facility =
        Facility.plan()
            .board("spin5-01", board.address(), new InetSocketAddress(own, 54321))
            .user("alice", "*")
            .start();
    client = facility.client("alice", "spin5-01");
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    facility.close();
    board.close();
    log.close();
  }

  @Test
  void theSessionAndItsFlowOutliveARefusal() throws Exception {
    String session = client.session().name();
    try (UdpApplication tool = new UdpApplication(client.scp().getPort())) {
      tool.send((byte) 1);
      assertThat(tool.receive()).containsExactly(1);
      Set<Integer> flow = flows();

      board.close();
      await()
          .atMost(TestClient.PATIENCE)
          .until(
              () -> {
                tool.send((byte) 2);
                return drops() >= 3;
              });
      board = PlayedBoard.echo(board.address());
      await()
          .atMost(TestClient.PATIENCE)
          .until(
              () -> {
                tool.send((byte) 3);
                return !board.heard().isEmpty();
              });
      tool.send((byte) 4);

      await().atMost(TestClient.PATIENCE).until(() -> tool.receive()[0] == 4);
      assertThat(flows()).as("the same socket on the board LAN").isEqualTo(flow);
    }
    assertThat(client.session().name()).isEqualTo(session);
    assertThat(client.events().ups()).isEqualTo(1);
    assertThat(log.linesWith("cannot be reached"))
        .singleElement()
        .asString()
        .startsWith("board spin5-01 cannot be reached at ")
        .contains("session=\"" + session + "\"");
    assertThat(log.stackTraces()).isEmpty();
  }

  @Test
  void aRefusedBootIsCountedToo() throws Exception {
    try (UdpApplication booter = new UdpApplication(client.boot().getPort())) {
      await()
          .atMost(TestClient.PATIENCE)
          .until(
              () -> {
                booter.send(new byte[18]);
                return drops() >= 2;
              });
    }

    assertThat(client.events().ups()).isEqualTo(1);
    assertThat(log.linesWith("cannot be reached")).hasSize(1);
  }

  private Set<Integer> flows() {
    return board.heard().stream().map(PlayedBoard.Heard::from).collect(Collectors.toSet());
  }

  private long drops() {
    return CountedSession.of(facility.table(), client.session().name())
        .map(CountedSession::drops)
        .map(drops -> drops.getOrDefault(DropReason.BOARD_UNREACHABLE, 0L))
        .orElse(0L);
  }
}
