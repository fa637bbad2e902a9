package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** Sessions that end by themselves. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class TimeLimitTest {
  private static ClientProgram program(Facility facility) {
    return program(facility, "alice");
  }

  private static ClientProgram program(Facility facility, String user, String... options) {
    List<String> arguments = new ArrayList<>(facility.options(user, facility.address()));
    arguments.addAll(List.of("--board", "spin5-01", "--scp-port", "0", "--boot-port", "0"));
    arguments.addAll(List.of(options));
    return ClientProgram.start(Folders.temporary("home"), arguments);
  }

  private static Facility facility(String limits) {
    return Facility.plan()
        .board("spin5-01", SimulationSettings::booted)
        .user("alice", "*")
        .user("bob", "*")
        .with(limits)
        .start();
  }

  private static void awaitReady(ClientProgram client) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(() -> assertThat(client.out()).contains("ready: board spin5-01"));
  }

  @Test
  void anIdleSessionIsWarnedAndThenEnded() {
    CapturedLog log = new CapturedLog();
    try (Facility facility = facility("session { idle-timeout = 3s, idle-warning = 2s }")) {
      ClientProgram client = program(facility);

      assertThat(client.exitCode()).isEqualTo(11);

      assertThat(client.out()).startsWith("ready: board spin5-01");
      assertThat(client.err().lines().toList())
          .containsSubsequence(
              "the server says: this session is idle and ends in 2 s unless a datagram passes",
              "gateway-client: the session was idle for too long; connect again when you need the"
                  + " board");
      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(log.linesWith("session ended"))
                      .singleElement()
                      .asString()
                      .contains("idle"));
    } finally {
      log.close();
    }
  }

  @Test
  void anIdleSessionEndsSoonerWhileSomebodyWaitsForItsBoardAndIsToldWhy() {
    try (Facility facility =
        facility("session { idle-timeout-if-wanted = 2s, idle-warning = 1s }")) {
      ClientProgram alice = program(facility);
      awaitReady(alice);

      ClientProgram bob = program(facility, "bob", "--wait");

      assertThat(alice.exitCode()).isEqualTo(11);
      assertThat(alice.err())
          .contains("idle, somebody else waits for the board, and ends in 1 s unless a datagram");
      awaitReady(bob);
      bob.interrupt();
      assertThat(bob.exitCode()).isZero();
    }
  }

  @Test
  void aSessionEndsAtItsMaximumDurationHoweverBusyItIs() {
    try (Facility facility = facility("session.max-duration = 2s")) {
      ClientProgram client = program(facility);

      assertThat(client.exitCode()).isEqualTo(11);
      assertThat(client.err()).contains("the session reached its maximum duration");
    }
  }
}
