package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulationSettings;

/**
 * Users who say small and costly things as fast as they can, and one who works. By hand with more
 * of them and for longer, to see figures: {@code -Dflood.connections=80 -Dflood.requests=5000}.
 */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class FloodTest {
  private static final Logger LOG = LoggerFactory.getLogger(FloodTest.class);
  private static final int CONNECTIONS = Integer.getInteger("flood.connections", 16);
  private static final int REQUESTS = Integer.getInteger("flood.requests", 200);

  /** Of one user, by four sessions: more are refused. */
  private static final int OF_A_USER = 16;

  private static final int SESSIONS_OF_A_USER = 4;

  private final List<Flooder> flooders = new ArrayList<>();
  private Facility facility;
  private TestClient client;
  private ScpApplication tool;

  @BeforeEach
  void start() throws IOException {
    FacilityPlan plan =
        Facility.plan()
            .with("session.max-per-user = " + SESSIONS_OF_A_USER)
            .board("a", SimulationSettings::booted)
            .board("flooded", SimulationSettings::booted, "access = shared")
            .user("alice", "a");
    for (int user = 0; user <= CONNECTIONS / OF_A_USER; user++) {
      plan.user("mallory-" + user, "flooded");
    }
    facility = plan.start();
    client = facility.client("alice", "a");
    tool = client.persistentApplication();
  }

  @AfterEach
  void stop() throws IOException {
    for (Flooder flooder : flooders) {
      flooder.close();
    }
    client.close();
    facility.close();
  }

  private void flood() throws Exception {
    Flooder.Kind[] costly = {Flooder.Kind.FLOWS, Flooder.Kind.BOOTS};
    for (int i = 0; i < CONNECTIONS; i++) {
      int ofUser = i % OF_A_USER;
      Flooder.Kind kind =
          ofUser < SESSIONS_OF_A_USER ? costly[ofUser % costly.length] : Flooder.Kind.PINGS;
      flooders.add(new Flooder(facility.address(), "mallory-" + i / OF_A_USER, "flooded", kind));
    }
  }

  /** How long the answers took, in milliseconds, sorted. */
  private List<Double> ask() throws IOException {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      long asked = System.nanoTime();
      tool.version();
      times.add((System.nanoTime() - asked) / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }
    Collections.sort(times);
    return times;
  }

  private long pauses() throws Exception {
    return Series.sum(facility, "spinngate_reading_pauses_total{allowance=\"connection\"} ");
  }

  private static double quantile(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
  }

  @Test
  void whoFloodsIsHeldBackAndTheOthersAreAnswered() throws Exception {
    ask();
    List<Double> quiet = ask();
    flood();

    List<Double> flooded = ask();

    tell("quiet", quiet);
    tell("under " + CONNECTIONS + " flooding connections", flooded);
    LOG.warn("p99 ratio {}", quantile(flooded, 0.99) / quantile(quiet, 0.99));
    assertThat(tool.statistics().received()).isGreaterThanOrEqualTo(3L * REQUESTS);
    await().atMost(TestClient.PATIENCE).until(() -> pauses() > CONNECTIONS / 2);
    assertThat(facility.tableText()).contains("alice");
  }

  private static void tell(String when, List<Double> times) {
    LOG.warn(
        "{}: median {} ms, p99 {} ms, {} of {} answers later than 500 ms",
        when,
        quantile(times, 0.5),
        quantile(times, 0.99),
        times.stream().filter(time -> time > 500).count(),
        times.size());
  }
}
