package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.link.LinkState;

/** Several gateways in front of the same boards, of which one dies, stops, or is alone. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class GatewayEndsTest {
  @TempDir Path folder;

  private GatewayProcesses facility;
  private final List<TestClient> clients = new ArrayList<>();

  private void start() throws IOException {
    facility = new GatewayProcesses(folder);
    IntStream.range(0, GatewayProcesses.BOARDS)
        .forEach(number -> clients.add(facility.client("b" + number)));
    clients.forEach(TestClient::ready);
  }

  @AfterEach
  void stop() {
    TestClient.closeAll(clients);
    facility.close();
  }

  private static int session(TestClient client) {
    return client.session().session();
  }

  private Map<TestClient, Integer> sessions() {
    return clients.stream()
        .collect(Collectors.toMap(Function.identity(), GatewayEndsTest::session));
  }

  private void awaitAll(Map<TestClient, Integer> before) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(clients)
                  .allMatch(client -> client.events().latest() instanceof LinkState.Up);
              assertThat(sessions()).isEqualTo(before);
            });
  }

  private void everyBoardAnswers() throws IOException {
    for (TestClient client : clients) {
      assertThat(client.persistentApplication().version()).isNotNull();
    }
  }

  @Test
  void sessionsGoOnWhereverTheirGatewayIsKilledStoppedOrCutOff() throws Exception {
    start();
    Map<TestClient, Integer> before = sessions();
    everyBoardAnswers();

    int killed = facility.homeOf("b0");
    facility.gateway(killed).signal("KILL");
    awaitAll(before);
    everyBoardAnswers();

    facility.startAgain(killed);
    int stopped = facility.homeOf("b1");
    facility.gateway(stopped).signal("TERM");
    awaitAll(before);
    everyBoardAnswers();

    facility.quorum().stop(1, 2);
    facility.quorum().start(1, 2);
    awaitAll(before);
    everyBoardAnswers();
  }
}
