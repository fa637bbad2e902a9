package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.tools.ExpectedMemory;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.endtoend.tools.SpiNNMan;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.Main;
import org.spinngate.server.access.TokenHash;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** A server that is ended and started again while everybody works. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class RestartTest {
  /** It gives up after 11 s. */
  private static final Duration PATIENCE_OF_SPINNMAN = Duration.ofSeconds(10);

  private static final int SESSIONS = 8;
  private static final int SDRAM = 0x70000000;
  private static final int BYTES = 512 * 256;

  @TempDir Path folder;

  private final SimulatedBoards simulation = new SimulatedBoards();
  private final List<SimulatedBoard> boards = new ArrayList<>();
  private final List<TestClient> owners = new ArrayList<>();
  private final List<TestClient> strangers = new ArrayList<>();
  private Program server;
  private StreamRelay relay;

  private void start() throws IOException {
    for (int number = 0; number < SESSIONS; number++) {
      boards.add(
          simulation.start(
              SimulationSettings.spin3(InetAddress.getLoopbackAddress())
                  .booted()
                  .withIdentity(number)));
    }
    Files.writeString(file(), configuration());
    server = process();
    relay = new StreamRelay(address(), 4);
    for (int number = 0; number < SESSIONS; number++) {
      owners.add(TestClient.start(settings("alice", number, 0)));
    }
    owners.forEach(TestClient::ready);
    for (int number = 0; number < SESSIONS; number++) {
      strangers.add(TestClient.start(settings("bob", number, 600)));
    }
    await().atMost(TestClient.PATIENCE).until(() -> strangers.stream().allMatch(this::isWaiting));
  }

  private boolean isWaiting(TestClient client) {
    return client.events().latest() instanceof LinkState.WaitingForBoard;
  }

  @AfterEach
  void stop() {
    TestClient.closeAll(strangers);
    TestClient.closeAll(owners);
    relay.close();
    server.close();
    simulation.close();
  }

  private Path file() {
    return folder.resolve("server.conf");
  }

  private String configuration() {
    ServerIdentity identity = ServerIdentity.forLoopback();
    String places =
        IntStream.range(0, SESSIONS)
            .mapToObj(
                number ->
                    "boards.b%d { host = \"127.0.0.1\", scp-port = %d, boot-port = %d }"
                        .formatted(
                            number,
                            boards.get(number).scpAddress().getPort(),
                            boards.get(number).bootAddress().getPort()))
            .collect(Collectors.joining("\n"));
    return """
    gateway {
      listen = ["127.0.0.1:0"]
      probe { interval = 0, hello = off }
      http.listen = []
      session.max-per-user = 50
      restart.priority = 5m
      tls { certificate = "%s", key = "%s" }
      users.alice { tokens = ["%s"], boards = ["*"] }
      users.bob { tokens = ["%s"], boards = ["*"] }
      %s
    }
    """
        .formatted(
            identity.certificate(),
            identity.key(),
            TokenHash.of(FacilityPlan.token("alice")).text(),
            TokenHash.of(FacilityPlan.token("bob")).text(),
            places);
  }

  private Program process() {
    return Program.start(Main.class, List.of("-Xmx128m"), List.of("-c", file().toString()));
  }

  private InetSocketAddress address() {
    String ready = server.awaitOut("ready: ");
    String port = ready.replaceFirst(".*127.0.0.1:(\\d+),.*", "$1");
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  private ClientSettings settings(String user, int board, int wait) {
    return new ClientSettings(
        new ServerAccess(
            new ServerAddress("127.0.0.1", relay.address().getPort()),
            new UserToken(user, FacilityPlan.token(user)),
            new Trust.Pin(ServerIdentity.forLoopback().pin())),
        "b" + board,
        wait,
        new LocalSettings(LocalSettings.LOOPBACK, 0, 0));
  }

  /** Reads until it is over, and once more. */
  private static CompletableFuture<List<Outcome>> work(
      TestClient client, int identity, AtomicBoolean over) {
    ToolTarget target = new ToolTarget(client.scp(), client.boot(), new ExpectedMemory(identity));
    return CompletableFuture.supplyAsync(
        () -> {
          List<Outcome> outcomes = new ArrayList<>();
          try (SpiNNMan tool = new SpiNNMan(target)) {
            while (!over.get()) {
              outcomes.add(tool.read(SDRAM, BYTES));
            }
            outcomes.add(tool.read(SDRAM, BYTES));
          }
          return outcomes;
        },
        task -> new Thread(task, "tool").start());
  }

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "TERM"})
  void everySessionIsResumedAndNoneIsStolen(String signal) throws Exception {
    start();
    List<String> names = owners.stream().map(client -> client.session().name()).toList();
    AtomicBoolean over = new AtomicBoolean();
    List<CompletableFuture<List<Outcome>>> work =
        IntStream.of(0, 3, 7).mapToObj(one -> work(owners.get(one), one, over)).toList();

    long stopped = System.nanoTime();
    server.signal(signal);
    server.exitCode();
    server = process();
    relay.retarget(address());

    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> owners.stream().allMatch(client -> client.events().ups() >= 2));
    Duration outage = Duration.ofNanos(System.nanoTime() - stopped);
    over.set(true);
    assertThat(owners.stream().map(client -> client.session().name())).isEqualTo(names);
    assertThat(strangers).allMatch(stranger -> stranger.events().ups() == 0);
    assertThat(work).allSatisfy(tool -> isUndisturbed(tool.join(), outage));
  }

  /** How long a process takes to start is the machine's affair; a tool may give up meanwhile. */
  private static void isUndisturbed(List<Outcome> outcomes, Duration outage) {
    assertThat(outcomes).allMatch(outcome -> outcome.counts().wrongAnswers() == 0);
    assertThat(outcomes.get(outcomes.size() - 1).error()).as("after the restart").isEmpty();
    if (outage.compareTo(PATIENCE_OF_SPINNMAN) < 0) {
      assertThat(outcomes).as("no tool gives up in " + outage).allMatch(Outcome::completed);
    }
  }
}
