package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.RuledGateway;

/** Somebody is banned at one of several gateways, and the operator of another helps. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class BansOfOneFacilityTest {
  @TempDir Path folder;

  private ClusterFacility facility;
  private final List<TestClient> clients = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    facility = new ClusterFacility(folder, ClusterPlan.quick(RuledGateway.Rules.KEPT, true, true));
  }

  @AfterEach
  void stop() {
    TestClient.closeAll(clients);
    facility.close();
  }

  private ClientSettings settings(int gateway) {
    return facility.settings("bob", 0, 0, IntStream.of(gateway));
  }

  private static ClientSettings withWrongToken(ClientSettings settings) {
    ServerAccess access = settings.access();
    return new ClientSettings(
        new ServerAccess(
            access.servers(),
            new UserToken(access.credential().user(), "guessed"),
            access.trust(),
            access.carrier()),
        settings.board(),
        settings.waitSeconds(),
        settings.local());
  }

  private TestClient started(ClientSettings settings) {
    TestClient client = TestClient.start(settings);
    clients.add(client);
    return client;
  }

  private String endOf(ClientSettings settings) {
    TestClient one = started(settings);
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> one.events().latest() instanceof LinkState.Stopped);
    return ((LinkState.Stopped) one.events().latest()).why().text();
  }

  private void guess() {
    for (int guess = 0; guess < 10; guess++) {
      endOf(withWrongToken(settings(0)));
    }
    assertThat(endOf(settings(0))).contains("too many");
  }

  private void opensAndGoes(int gateway) {
    started(settings(gateway)).opened();
    TestClient.closeAll(clients);
    clients.clear();
  }

  private String operator(int gateway, String... words) {
    return facility.gateways().get(gateway).operator(words);
  }

  @Test
  void anyGatewayShowsTheBanAndLiftsItAndNewWrongTokensBanAgain() throws Exception {
    guess();
    String first = facility.gateways().get(0).name();
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> operator(2, "bans").contains("bob at 127.0.0.1  login"));
    assertThat(operator(2, "bans")).contains(first);
    assertThat(endOf(settings(1))).contains("too many");

    assertThat(operator(2, "unban", "::FFFF:127.0.0.1", "--reason", "he phoned"))
        .contains("lifted bob at 127.0.0.1 (wrong tokens)");

    opensAndGoes(0);
    opensAndGoes(1);
    GatewayProcess second = facility.gateways().get(1);
    second.signal("KILL");
    second.startAgain();
    second.awaitReady();
    opensAndGoes(1);
    assertThat(operator(1, "bans")).contains("nobody is banned");

    for (int guess = 0; guess < 10; guess++) {
      endOf(withWrongToken(settings(2)));
    }
    await().atMost(TestClient.PATIENCE).until(() -> operator(0, "bans").contains("bob at"));
  }
}
