package org.spinngate.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spinngate.server.admission.FakeFacility;

class ClusterCheckTest {
  private final FakeFacility facility = new FakeFacility();
  private final ClusterCheck check = new ClusterCheck(facility);

  @Test
  void aGatewayThatMaySpeakToItsBoardsIsWell() {
    assertThat(check.check()).isEqualTo(new HealthCheck("cluster", true, "sure of its boards"));
  }

  @Test
  void aGatewayIsStillWellForAWhileAfterItHasLostTheEngine() {
    facility.losesEngine();

    assertThat(check.check())
        .isEqualTo(
            new HealthCheck("cluster", true, "sure of its boards; the engine is out of reach"));
  }

  @Test
  void aGatewayThatMayNotSpeakToItsBoardsIsNotReady() {
    facility.losesEngine();
    facility.pauses();

    assertThat(check.check())
        .isEqualTo(
            new HealthCheck(
                "cluster", false, "not sure of its boards; the engine is out of reach"));
  }
}
