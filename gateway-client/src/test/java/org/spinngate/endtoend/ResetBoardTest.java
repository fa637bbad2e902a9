package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;
import org.spinngate.simulated.frame.SimulatedFrame;

/** The command reset, with the real programs, a real BMP and a board that it switches. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class ResetBoardTest {
  private static final String QUICK =
      "policy = never, off-time = 300ms, settle = 100ms, interval = 0, timeout = 20s";
  private static final int BLOCKS = 3;

  @TempDir Path folder;

  private final FacilityPlan plan = Facility.plan().user("alice", "*").user("bob", "*");
  private final SimulatedFrame frame = plan.frame();
  private final List<TestClient> clients = new ArrayList<>();
  private final Facility facility =
      plan.poweredBoard("ant", ResetBoardTest::quick, frame, 5, QUICK).start();

  private static SimulationSettings quick(SimulationSettings settings) {
    return settings.withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
  }

  @AfterEach
  void stop() {
    TestClient.closeAll(clients);
    facility.close();
  }

  private TestClient client(String user) {
    TestClient client = facility.start(facility.settings(user, "ant")).ready();
    clients.add(client);
    return client;
  }

  private ClientProgram reset(String user) {
    List<String> arguments = new ArrayList<>(List.of("reset", "-b", "ant"));
    arguments.addAll(facility.options(user, facility.address()));
    ClientProgram program = ClientProgram.start(folder, arguments);
    program.exitCode();
    return program;
  }

  private void boots(TestClient client, int seed) throws IOException {
    BootImage image = BootImage.random(seed, BLOCKS);
    String digest = SimulatedBoard.digest(image.bytes());

    BootSender.boot(client.boot(), image, Duration.ofMillis(1));

    await().until(() -> digest.equals(facility.board("ant").counters().boot().imageDigest()));
  }

  @Test
  void whoHasABoardResetsItAndBootsAnotherImageInTheSameSession() throws Exception {
    TestClient alice = client("alice");
    boots(alice, 1);

    ClientProgram reset = reset("alice");

    assertThat(reset.exitCode()).as(reset.err()).isZero();
    assertThat(reset.out()).isEqualTo("board ant is power-cycled\n");
    boots(alice, 2);
    assertThat(alice.events().notices()).anyMatch(words -> words.contains("power-cycled"));
    assertThat(frame.record().commands()).hasSize(2);
    assertThat(facility.server().table().size()).isEqualTo(1);
  }

  @Test
  void nobodyResetsABoardThatSomebodyElseHas() {
    client("alice");

    ClientProgram reset = reset("bob");

    assertThat(reset.exitCode()).isEqualTo(6);
    assertThat(reset.err()).contains("board ant is in use by alice").hasLineCount(1);
    assertThat(frame.record().commands()).isEmpty();
  }

  @Test
  void aFreeBoardIsResetToo() {
    ClientProgram reset = reset("bob");

    assertThat(reset.exitCode()).as(reset.err()).isZero();
    assertThat(frame.record().commands()).hasSize(2);
    client("alice");
  }
}
