package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.TestClient;

/** Operators end sessions at gateways that do not have them. */
final class KickRun {
  /** How often. */
  static final int TIMES = 20;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final ClusterFacility facility;
  private final AcceptanceReport report;

  KickRun(ClusterFacility facility, AcceptanceReport report) {
    this.facility = facility;
    this.report = report;
  }

  /** Plays it. */
  void play() throws Exception {
    List<Duration> ended = new ArrayList<>();
    List<Duration> barred = new ArrayList<>();
    for (int user = 0; user < TIMES; user++) {
      kick(user, ended, barred);
    }
    said("kick: the session ended after", ended);
    said("kick: and its user was refused anew after", barred);
  }

  private void said(String what, List<Duration> times) {
    Collections.sort(times);
    report.say(what + " " + AcceptanceReport.words(times.get(TIMES / 2)) + " in the median");
    report.atMost(what + ", the last of " + TIMES, times.get(TIMES - 1), SOON);
  }

  private void kick(int user, List<Duration> ended, List<Duration> barred) throws Exception {
    try (TestClient client = TestClient.start(facility.settings("u" + user, user, 0))) {
      String session = String.format("%08x", client.opened().session());
      GatewayProcess home = facility.homeOf(user);
      GatewayProcess asked =
          facility.gateways().stream().filter(one -> !one.equals(home)).findFirst().orElseThrow();
      long[] end = new long[1];
      var watch = client.gateway().ended().thenRun(() -> end[0] = System.nanoTime());
      long begun = System.nanoTime();
      String said = asked.operator("kick", session, "--reason", "for the test");
      assertThat(said).contains("is ended at the gateway " + home.name());
      watch.toCompletableFuture().get(TestClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      ended.add(Duration.ofNanos(end[0] - begun));
      barred.add(Duration.ofNanos(refused(user) - begun));
    }
  }

  /** When its user, who tries again at once, has heard that the board is not to be had. */
  private long refused(int user) {
    try (TestClient again = TestClient.start(facility.settings("u" + user, user, 0))) {
      again.ending();
      if (again.events().states().stream().anyMatch(LinkState.Up.class::isInstance)) {
        throw new AssertionError("u" + user + " has the board again");
      }
      return System.nanoTime();
    }
  }
}
