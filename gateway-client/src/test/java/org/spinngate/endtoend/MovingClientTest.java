package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulationSettings;

/** An honest client behind a router that gives its packets other ports. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class MovingClientTest {
  private static final int REQUESTS = 20;

  private Facility facility;
  private Line line;
  private TestClient client;

  @BeforeEach
  void start() {
    facility =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .user("alice", "spin5-01")
            .start();
    line = Line.to(facility.address(), 5);
    client = facility.client("alice", "spin5-01", line.address());
  }

  @AfterEach
  void stop() {
    client.close();
    line.close();
    facility.close();
  }

  private void awaitPackets() {
    await().atMost(TestClient.PATIENCE).until(() -> facility.tableText().contains("  udp  "));
  }

  private long packetsToClient() {
    return line.datagrams().counts(Direction.TO_CLIENT).arrived();
  }

  private boolean repliesComeByPackets(ScpApplication application) throws Exception {
    long before = packetsToClient();
    for (int i = 0; i < REQUESTS; i++) {
      assertThat(application.version().isReady()).as("with one try").isTrue();
    }
    return packetsToClient() - before >= REQUESTS;
  }

  @Test
  void losesNoRequestAndGoesOnByPackets() throws Exception {
    awaitPackets();
    ScpApplication application = client.application();

    for (int move = 1; move <= 5; move++) {
      line.datagrams().rebind();
      assertThat(application.version().isReady()).as("with one try").isTrue();
      await().atMost(TestClient.PATIENCE).until(() -> repliesComeByPackets(application));
    }

    assertThat(application.statistics().retries()).isZero();
    assertThat(client.events().ups()).as("the same session").isEqualTo(1);
  }
}
