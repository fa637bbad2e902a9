package org.spinngate.endtoend.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpVersion;
import org.spinngate.simulated.SimulatedBoard;

/** Boots a board again and again; a boot that a fault cuts in two is begun anew. */
final class BootingJob extends SteadyJob {
  private static final Duration GAP = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TestClient client;
  private final SimulatedBoard board;
  private final BootImage image;

  BootingJob(TestClient client, int number, SimulatedBoard board, int blocks) {
    super("b" + number, Duration.ZERO);
    this.client = client;
    this.board = board;
    this.image = BootImage.random(1, blocks);
  }

  @Override
  void round() throws IOException {
    board.powerCycle().syncUninterruptibly();
    BootSender.boot(client.boot(), image, GAP);
    try (ScpApplication tool = new ScpApplication(client.scp(), Duration.ofMillis(300), 1)) {
      if (isReadySoon(tool)) {
        proving(client, tool::version);
        done();
      }
    }
  }

  private static boolean isReadySoon(ScpApplication tool) {
    try {
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(tool::version, ScpVersion::isReady);
      return true;
    } catch (org.awaitility.core.ConditionTimeoutException notYet) {
      return false;
    }
  }
}
