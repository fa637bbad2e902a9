package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.RuledGateway;

/**
 * What may go wrong with several gateways, the most important of it, at one facility one after the
 * other; the rest is in the matrix of {@code -Pcluster}.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterSmokeTest {
  @TempDir static Path folder;

  private Optional<ClusterFacility> running = Optional.empty();
  private Optional<ClusterJobs> work = Optional.empty();

  @BeforeAll
  void start() throws IOException {
    ClusterFacility facility =
        new ClusterFacility(folder, ClusterPlan.quick(RuledGateway.Rules.KEPT, ClusterJobs.BOARDS));
    running = Optional.of(facility);
    work = Optional.of(ClusterJobs.begin(facility));
  }

  @AfterAll
  void stop() {
    work.ifPresent(ClusterJobs::close);
    running.ifPresent(ClusterFacility::close);
  }

  private ClusterFacility facility() {
    return running.orElseThrow();
  }

  private ClusterJobs jobs() {
    return work.orElseThrow();
  }

  /** Everybody works on, by the same sessions, and boards have heard their homes alone. */
  private void allIsWell() {
    jobs().goOn();
    jobs().sessionsAreTheSame();
    facility().check();
    jobs().check();
  }

  @Test
  @Order(1)
  void operatorsSeeAllGatewaysFromEach() {
    assertThat(facility().gateways().get(1).operator("gateways"))
        .contains("gw0", "gw1", "gw2", "this one");
    assertThat(facility().gateways().get(2).operator("sessions"))
        .contains("GATEWAY", "b0", "b1", "b2", "alice");
  }

  @Test
  @Order(2)
  void sessionsGoOnWhereverTheirGatewayIsKilledOrStopped() throws Exception {
    GatewayProcess killed = facility().homeOf(0);
    killed.signal("KILL");
    allIsWell();

    killed.beginAgain();
    GatewayProcess stopped = facility().homeOf(1);
    stopped.signal("TERM");
    allIsWell();
    stopped.awaitEnd();
    stopped.beginAgain();
    killed.awaitReady();
    stopped.awaitReady();
  }

  @Test
  @Order(3)
  void sessionsGoOnWhenTheEngineIsBack() {
    facility().quorum().stop(1, 2);
    facility().quorum().start(1, 2);

    allIsWell();
  }

  @Test
  @Order(4)
  void noBoardHearsAGatewayThatStoodStillForTooLong() throws Exception {
    GatewayProcess stood = facility().standsStill(jobs());
    facility().looksAtAll(stood);
    facility().hearsOfIt(stood);

    allIsWell();
  }

  @Test
  @Order(5)
  void itIsSeenIfAGatewayStandsStillAndDoesNotKeepTheRule() throws Exception {
    facility().gateways().forEach(gateway -> gateway.tell(RuledGateway.UNGUARDED));
    GatewayProcess stood = facility().standsStill(jobs());

    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(() -> assertThat(facility().strayDatagrams()).isNotEmpty());
    facility().hearsOfIt(stood);
    jobs().goOn();
    jobs().check();
  }
}
