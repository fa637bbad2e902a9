package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.IdentityPattern;
import org.spinngate.simulated.SimulationSettings;

/** A tunnel that is lost while an application works. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class ReconnectionTest {
  private static final int SDRAM = 0x70000000;
  private static final int BYTES = 4096;

  private final CapturedLog log = new CapturedLog();
  private Facility facility;
  private StreamRelay relay;
  private TestClient client;

  @BeforeEach
  void start() {
    facility =
        Facility.plan()
            .inEarnest()
            .board("spin5-01", ReconnectionTest::eleven)
            .user("alice", "*")
            .with("session { heartbeat = 100ms, heartbeat-deadline = 3s }")
            .start();
    relay = new StreamRelay(facility.address(), 1);
    client = facility.client("alice", "spin5-01", relay.address());
  }

  private static SimulationSettings eleven(SimulationSettings settings) {
    return settings.booted().withIdentity(11);
  }

  @AfterEach
  void stop() {
    client.close();
    relay.close();
    facility.close();
    log.close();
  }

  @Test
  void theApplicationGoesOnInTheSameSessionOnTheSamePorts() throws Exception {
    ScpApplication tool = client.application(Duration.ofMillis(250), 100);
    assertThat(tool.version().isReady()).isTrue();
    String session = client.session().name();
    int scp = client.scp().getPort();
    int boot = client.boot().getPort();

    relay.refuse(true);
    relay.reset();
    CompletableFuture<byte[]> read = readInParallel(tool);
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> client.traffic().dropped(DropReason.TUNNEL_DOWN) >= 2);
    assertThat(read).as("no ICMP error has reached the application").isNotDone();
    relay.refuse(false);

    assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(IdentityPattern.bytes(11, SDRAM, BYTES));
    assertThat(client.session().name()).isEqualTo(session);
    assertThat(client.scp().getPort()).isEqualTo(scp);
    assertThat(client.boot().getPort()).isEqualTo(boot);
    assertThat(tool.statistics().strays()).isZero();
    assertThat(facility.board("spin5-01").counters().scp().sourcePorts())
        .as("ports on the board's network")
        .hasSize(1);
    assertThat(log.linesWith("session ended")).isEmpty();
    assertThat(log.linesWith("session resumed")).hasSize(1);
    assertThat(log.stackTraces()).isEmpty();
  }

  @Test
  void aDeadPathIsNoticedByBothSidesAndTheBoardIsOursAgain() throws Exception {
    String session = client.session().name();

    relay.blackHole(Direction.TO_CLIENT);
    await()
        .atMost(TestClient.PATIENCE)
        .until(
            () -> client.events().states().stream().anyMatch(LinkState.Waiting.class::isInstance));
    relay.heal();

    await().atMost(TestClient.PATIENCE).until(() -> client.events().ups() == 2);
    assertThat(client.session().name()).isEqualTo(session);
    assertThat(client.persistentApplication().version().isReady()).isTrue();
    assertThat(facility.tableText().lines()).hasSize(2);
  }

  private static CompletableFuture<byte[]> readInParallel(ScpApplication tool) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return tool.readWindowed(SDRAM, BYTES, 8);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
