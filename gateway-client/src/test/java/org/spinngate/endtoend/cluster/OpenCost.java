package org.spinngate.endtoend.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.spinngate.client.GatewayClient;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.link.LinkEvents;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.Facility;
import org.spinngate.endtoend.FacilityProcess;
import org.spinngate.endtoend.TestClient;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.Timing;
import org.spinngate.simulated.SimulationSettings;

/**
 * How long a user who has logged in waits for a board that nobody has: at a gateway that stands
 * alone, and beside it at one of several. Turn and turn about, so that a busy machine is busy for
 * both.
 */
final class OpenCost {
  private static final int WARM = 50;
  private static final int OPENS = 300;

  private OpenCost() {}

  /**
   * Measures it.
   *
   * @param several with a board that is booted
   * @param user of it
   * @return a line for people
   */
  static String measure(ClusterFacility several, String user) throws Exception {
    try (FacilityProcess one =
        Facility.plan().board("b0", SimulationSettings::booted).user("alice", "*").startProcess()) {
      List<Long> alone = new ArrayList<>();
      List<Long> together = new ArrayList<>();
      for (int round = 0; round < WARM + OPENS; round++) {
        alone.add(open(() -> one.settings("alice", "b0")));
        together.add(open(() -> several.settings(user, 0, 0)));
      }
      return "an open takes %s alone, and %s at one of several gateways"
          .formatted(words(alone), words(together));
    }
  }

  private static String words(List<Long> nanos) {
    List<Long> measured = new ArrayList<>(nanos.subList(WARM, nanos.size()));
    Collections.sort(measured);
    return "%.1f ms (p50; p90 %.1f ms)"
        .formatted(
            measured.get(measured.size() / 2) / 1e6, measured.get(measured.size() * 9 / 10) / 1e6);
  }

  private static long open(Supplier<ClientSettings> settings) throws Exception {
    Stopwatch events = new Stopwatch();
    try (GatewayClient client =
        GatewayClient.start(settings.get(), events, warning -> {}, Timing.of(System::nanoTime))) {
      client.ready().get(TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return events.nanos();
    } catch (ExecutionException refused) {
      // On a machine that stands still for longer than the short ttl of these gateways.
      return open(settings);
    }
  }

  /** Takes the time from the question for the board to the answer. */
  private static final class Stopwatch implements LinkEvents {
    private volatile long asked;
    private volatile long opened;

    @Override
    public void changed(LinkState state) {
      if (state instanceof LinkState.Opening) {
        asked = System.nanoTime();
      } else if (state instanceof LinkState.Up) {
        opened = System.nanoTime();
      }
    }

    @Override
    public void notice(String text) {}

    @Override
    public void boot(BootReport report) {}

    long nanos() {
      return opened - asked;
    }
  }
}
