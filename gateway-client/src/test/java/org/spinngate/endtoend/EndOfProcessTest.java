package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.client.command.Main;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.simulated.SimulationSettings;

/** However a client's process ends, its board becomes free. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class EndOfProcessTest {
  private Facility facility;
  private CapturedLog log;

  @BeforeEach
  void start() {
    log = new CapturedLog();
    facility =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .with("session.resume-grace = 2s")
            .user("alice", "*")
            .user("bob", "*")
            .with("session { heartbeat = 100ms, heartbeat-deadline = 3s }")
            .start();
  }

  @AfterEach
  void stop() {
    facility.close();
    log.close();
  }

  private Program client(InetSocketAddress at) {
    List<String> arguments = new ArrayList<>(facility.options("alice", at));
    arguments.addAll(List.of("--board", "spin5-01", "--scp-port", "0", "--boot-port", "0"));
    return Program.start(Main.class, List.of(), arguments);
  }

  /** Bob in the queue behind the process. */
  private TestClient waiting() {
    ClientSettings settings = facility.settings("bob", "spin5-01");
    TestClient bob =
        TestClient.start(
            new ClientSettings(
                settings.access(), settings.board(), Open.FOR_EVER, settings.local()));
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> bob.events().latest() instanceof LinkState.WaitingForBoard);
    return bob;
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalReleasesTheBoardAtOnce(String signal) throws Exception {
    try (Program alice = client(facility.address())) {
      alice.awaitOut("ready: board spin5-01 at 127.0.0.1 (SCP ");
      try (TestClient bob = waiting()) {
        alice.signal(signal);

        assertThat(alice.exitCode()).isZero();
        assertThat(bob.opened().board()).isEqualTo("spin5-01");
      }
      assertThat(alice.err()).anyMatch(line -> line.startsWith("released spin5-01 after "));
      assertThat(log.linesWith("session ended"))
          .first()
          .asString()
          .contains("user=\"alice\"", "cause=\"released\"");
    }
  }

  @Test
  void theEndOfAKilledProcessIsNoticedByItsConnection() throws Exception {
    try (Program alice = client(facility.address())) {
      alice.awaitOut("ready: ");
      try (TestClient bob = waiting()) {
        alice.signal("KILL");

        assertThat(bob.opened().board()).isEqualTo("spin5-01");
      }
      assertThat(log.linesWith("session ended"))
          .first()
          .asString()
          .contains("user=\"alice\"", "cause=\"lost\"");
    }
  }

  @Test
  void aKilledProcessOfWhichNothingIsHeardHoldsTheBoardUntilTheHeartbeatDeadline()
      throws Exception {
    try (StreamRelay relay = new StreamRelay(facility.address(), 1);
        Program alice = client(relay.address())) {
      alice.awaitOut("ready: ");
      relay.blackHole();
      alice.signal("KILL");
      assertThat(alice.exitCode()).isEqualTo(128 + 9);

      try (TestClient bob = waiting()) {
        assertThat(bob.opened().board()).isEqualTo("spin5-01");
      }
      assertThat(log.linesWith("session ended"))
          .first()
          .asString()
          .contains("user=\"alice\"", "cause=\"lost\"");
      assertThat(relay.connections()).as("no end has passed the relay").isEqualTo(1);
    }
  }
}
