package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;

/**
 * Each way in which a session or a connection ends has one word, which client and server both show.
 */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class EveryCauseTest {
  /** Those that nothing from outside brings about, and why. */
  private static final Map<CloseCause, String> NEVER =
      Map.of(
          CloseCause.BOARD_FAILED,
              "takes a board whose power cannot be switched; PowerTest plays one",
          CloseCause.INTERNAL, "takes a fault of ours; the server's FaultTest plays one",
          CloseCause.ELSEWHERE, "takes a second gateway; the server's OtherGatewayTest plays one",
          CloseCause.NO_QUORUM, "takes several gateways; the server's OtherGatewayTest plays one");

  static Set<CloseCause> causes() {
    return Causes.all().keySet();
  }

  @Test
  void noneIsForgotten() {
    Set<CloseCause> all = EnumSet.copyOf(causes());
    all.addAll(NEVER.keySet());

    assertThat(all).containsExactlyInAnyOrder(CloseCause.values());
    assertThat(causes()).doesNotContainAnyElementsOf(NEVER.keySet());
  }

  @ParameterizedTest
  @MethodSource("causes")
  void itsWordIsInTheLogTheMetricTheClientsMessageAndItsExitCode(CloseCause cause)
      throws Exception {
    Causes.Scenario scenario = Causes.all().get(cause);
    FacilityPlan plan = Causes.plan();
    scenario.configuration().forEach(plan::with);
    try (CapturedLog log = new CapturedLog();
        Facility facility = plan.start()) {
      Ending ending = scenario.story().play(facility);

      assertThat(ending).isInstanceOf(Ending.Caused.class);
      assertThat(((Ending.Caused) ending).cause()).isEqualTo(cause);
      assertThat(ending.exitCode()).isEqualTo(cause.exitCode());
      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(log.lines())
                    .anyMatch(
                        line -> line.matches(".*(cause=\"|reason=)" + cause.label() + "\\b.*"));
                assertThat(facility.server().metrics().expose("text/plain").text())
                    .containsPattern(
                        "spinngate_(sessions_ended|refusals)_total\\{cause=\""
                            + cause.label()
                            + "\"} [1-9]");
              });
    }
  }
}
