package org.spinngate.endtoend.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.testing.ScpApplication;

/** Waits for a board that another one has, uses it for a moment, and gives it back. */
final class WaitingJob extends SteadyJob {
  private static final int USES = 5;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Supplier<TestClient> clients;

  /**
   * @param clients begin to wait for the board
   */
  WaitingJob(int number, Supplier<TestClient> clients) {
    super("b" + number, PAUSE);
    this.clients = clients;
  }

  @Override
  void round() throws IOException {
    try (TestClient client = clients.get()) {
      if (!opens(client)) {
        return;
      }
      ScpApplication tool = client.persistentApplication();
      for (int use = 0; use < USES; use++) {
        proving(client, tool::version);
      }
      done();
    }
  }

  /**
   * A refusal that is temporary, of the first attempt at all, is told to the user, who tries on.
   */
  private static boolean opens(TestClient client) {
    try {
      client.ready();
      return true;
    } catch (IllegalStateException refused) {
      if (client.events().latest() instanceof LinkState.Stopped stopped
          && stopped.why().temporary()) {
        return false;
      }
      throw refused;
    }
  }
}
