package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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
  private static final int PORT = 17_892;

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

    assertThat(facility.operator(1, "gateways")).contains("gw0", "gw1", "gw2", "this one");
    assertThat(facility.operator(2, "sessions")).contains("GATEWAY", "b0", "b1", "b2", "alice");

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

  @Test
  void aGatewayThatStoodStillForTooLongIsFencedAndItsSessionsGoOnElsewhere() throws Exception {
    start();
    Map<TestClient, Integer> before = sessions();
    Queue<InetSocketAddress> sources = new ConcurrentLinkedQueue<>();
    facility.way(0).witness(sources::add);
    everyBoardAnswers();
    // A flow that ends takes its tags from the board, which this one must not when it wakes.
    TagTools.rigSets(clients.get(0).persistentApplication(), 3, TagTools.LOOPBACK, PORT);
    Set<InetSocketAddress> former = Set.copyOf(sources);
    int stood = facility.homeOf("b0");

    facility.gateway(stood).signal("STOP");
    CompletableFuture<Void> asks = CompletableFuture.runAsync(this::askUntilAnswered);
    await().atMost(TestClient.PATIENCE).until(asks::isDone);
    assertThat(Set.copyOf(sources)).as("another gateway's too").isNotEqualTo(former);
    sources.clear();
    facility.gateway(stood).signal("CONT");
    await().atMost(TestClient.PATIENCE).until(() -> facility.says(stood, "was fenced"));
    awaitAll(before);
    everyBoardAnswers();

    assertThat(sources).doesNotContainAnyElementsOf(former);
  }

  /** Each second again, so that some of it waits for the gateway that stands still. */
  private void askUntilAnswered() {
    try {
      assertThat(clients.get(0).persistentApplication().version()).isNotNull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
