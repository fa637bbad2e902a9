package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.client.console.ClosingLine;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;

/** Each reason to drop a datagram has one word, which client and server both show. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class EveryReasonTest {
  /** Those that take a closer look than from outside, and where that is. */
  private static final Map<DropReason, String> ELSEWHERE =
      Map.of(
          DropReason.NO_SUCH_FLOW,
          "takes a server that answers a stranger: LocalFlowsTest",
          DropReason.LEASE_UNSURE,
          "takes several gateways: FlowTenureTest");

  static Set<DropReason> ofServer() {
    return Drops.ofServer().keySet();
  }

  static Set<DropReason> ofClient() {
    return Drops.ofClient().keySet();
  }

  @Test
  void noneIsForgotten() {
    Set<DropReason> all = EnumSet.copyOf(ofServer());
    all.addAll(ofClient());
    all.addAll(ELSEWHERE.keySet());

    assertThat(all).containsExactlyInAnyOrder(DropReason.values());
  }

  @ParameterizedTest
  @MethodSource("ofServer")
  void theServersWordIsInTheMetricAndTheLastLineOfTheSession(DropReason reason) throws Exception {
    Drops.Scenario scenario = Drops.ofServer().get(reason);
    try (CapturedLog log = new CapturedLog();
        DropStage stage = new DropStage(scenario.configuration())) {
      scenario.story().play(stage);
      stage.release();

      assertThat(stage.serverHasDropped(reason)).isTrue();
      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(log.linesWith("session ended"))
                      .anyMatch(line -> line.matches(".*[( ]\\d+ " + reason.label() + "[,)].*")));
      assertThat(log.stackTraces()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("ofClient")
  void theClientsWordIsInItsClosingLine(DropReason reason) throws Exception {
    Drops.Scenario scenario = Drops.ofClient().get(reason);
    try (DropStage stage = new DropStage(scenario.configuration())) {
      scenario.story().play(stage);

      assertThat(
              ClosingLine.of(
                  DropStage.BOARD,
                  Duration.ZERO,
                  stage.client().traffic(),
                  Ending.of(CloseCause.RELEASED),
                  true))
          .matches(".*[( ]" + reason.label() + " [0-9.]+k?[,)].*");
    }
  }
}
