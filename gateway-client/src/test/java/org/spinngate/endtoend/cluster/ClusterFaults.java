package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.RuledGateway;

/**
 * All that may go wrong with several gateways. Times are to be compared with {@link
 * RuledGateway#TTL}; each strikes the home of the first board, if it strikes one gateway or two.
 */
final class ClusterFaults {
  private static final Duration SHORT = RuledGateway.TTL.dividedBy(2);
  private static final Duration LONG = Duration.ofSeconds(8);

  private ClusterFaults() {}

  static List<ClusterFault> all() {
    List<ClusterFault> all = new ArrayList<>();
    for (int seconds : new int[] {1, 2, 3, 5, 10, 20}) {
      all.add(new ClusterFault("SIGSTOP " + seconds + " s", facility -> still(facility, seconds)));
    }
    all.add(
        new ClusterFault("kill -9, started again at once", facility -> killed(facility, SHORT)));
    all.add(
        new ClusterFault("kill -9, started again after 8 s", facility -> killed(facility, LONG)));
    ways(all, "engine", GatewayProcess::cutFromEngine);
    ways(all, "clients", GatewayProcess::cutFromClients);
    all.add(new ClusterFault("SIGSTOP 3 s of two of three", facility -> twoStill(facility, 3)));
    all.add(new ClusterFault("SIGSTOP 10 s of two of three", facility -> twoStill(facility, 10)));
    all.add(new ClusterFault("kill -9 of two of three for 8 s", ClusterFaults::twoKilled));
    all.add(
        new ClusterFault(
            "kill -9 of one and cut to the engine of another for 8 s",
            ClusterFaults::killedAndCut));
    all.add(new ClusterFault("cut to the boards for 8 s", ClusterFaults::cutFromBoards));
    all.add(new ClusterFault("engine's leader killed", ClusterFaults::leaderless));
    all.add(new ClusterFault("two of three engine servers down for 8 s", ClusterFaults::few));
    all.add(new ClusterFault("engine 400 ms late for 8 s", ClusterFaults::slowEngine));
    all.add(new ClusterFault("rolling upgrade", ClusterFaults::rolling));
    return all;
  }

  private static void ways(
      List<ClusterFault> all, String what, BiConsumer<GatewayProcess, Boolean> cut) {
    for (Duration time : List.of(SHORT, LONG)) {
      all.add(
          new ClusterFault(
              "cut to the %s for %.1f s".formatted(what, time.toMillis() / 1e3),
              facility -> {
                GatewayProcess struck = facility.homeOf(0);
                cut.accept(struck, true);
                pass(time);
                cut.accept(struck, false);
              }));
    }
  }

  /** Lets time pass. */
  static void pass(Duration time) {
    await().pollDelay(time).atMost(time.plus(TestClient.PATIENCE)).until(() -> true);
  }

  private static void still(ClusterFacility facility, int seconds) throws Exception {
    GatewayProcess struck = facility.homeOf(0);
    struck.signal("STOP");
    pass(Duration.ofSeconds(seconds));
    struck.signal("CONT");
  }

  private static void killed(ClusterFacility facility, Duration gone) throws Exception {
    GatewayProcess struck = facility.homeOf(0);
    struck.signal("KILL");
    pass(gone);
    struck.startAgain();
  }

  /** The home of the first board, and another gateway. */
  private static List<GatewayProcess> two(ClusterFacility facility) {
    GatewayProcess first = facility.homeOf(0);
    GatewayProcess second =
        facility.gateways().stream().filter(one -> !one.equals(first)).findFirst().orElseThrow();
    return List.of(first, second);
  }

  private static void twoStill(ClusterFacility facility, int seconds) throws Exception {
    List<GatewayProcess> struck = two(facility);
    for (GatewayProcess one : struck) {
      one.signal("STOP");
    }
    pass(Duration.ofSeconds(seconds));
    for (GatewayProcess one : struck) {
      one.signal("CONT");
    }
  }

  private static void twoKilled(ClusterFacility facility) throws Exception {
    List<GatewayProcess> struck = two(facility);
    for (GatewayProcess one : struck) {
      one.signal("KILL");
    }
    pass(LONG);
    for (GatewayProcess one : struck) {
      one.startAgain();
    }
  }

  private static void killedAndCut(ClusterFacility facility) throws Exception {
    GatewayProcess killed = two(facility).get(0);
    GatewayProcess cut = two(facility).get(1);
    killed.signal("KILL");
    cut.cutFromEngine(true);
    pass(LONG);
    cut.cutFromEngine(false);
    killed.startAgain();
  }

  private static void cutFromBoards(ClusterFacility facility) {
    String struck = facility.homeOf(0).name();
    facility.cutFromBoards(struck, true);
    pass(LONG);
    facility.cutFromBoards(struck, false);
  }

  private static void leaderless(ClusterFacility facility) {
    int leader = facility.quorum().leader();
    facility.quorum().stop(leader);
    pass(LONG);
    facility.quorum().start(leader);
  }

  private static void few(ClusterFacility facility) {
    facility.quorum().stop(1, 2);
    pass(LONG);
    facility.quorum().start(1, 2);
  }

  private static void slowEngine(ClusterFacility facility) {
    facility.gateways().forEach(gateway -> gateway.delayEngine(Duration.ofMillis(200)));
    pass(LONG);
    facility.gateways().forEach(gateway -> gateway.delayEngine(Duration.ZERO));
  }

  private static void rolling(ClusterFacility facility) throws Exception {
    Path other = facility.otherBuild();
    for (GatewayProcess gateway : facility.gateways()) {
      gateway.upgrade(other);
      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(
              () -> assertThat(gateway.operator("gateways")).contains(OtherBuild.version()));
    }
  }
}
