package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.TestClient;
import org.spinngate.protocol.Open;

/** Users of a facility's boards: each of the first ones does one thing, the last one has two. */
final class ClusterJobs implements AutoCloseable {
  /** For each board, whether it is booted before anybody comes. */
  static final Boolean[] BOARDS = {true, true, true, false, true};

  /** What is done, each at a board of its own. */
  static final List<String> NAMES = List.of("read", "write", "stream", "boot", "waiting");

  private static final int BLOCKS = 30;
  private static final int READ = 0;
  private static final int WRITE = 1;

  private static final int STREAM = 2;

  /** The board that is booted again and again. */
  static final int BOOT = 3;

  private static final int SHARED = 4;

  private final ClusterFacility facility;
  private final List<TestClient> clients = new ArrayList<>();
  private final List<SteadyJob> jobs = new ArrayList<>();
  private Optional<SteadyJob> booting = Optional.empty();
  private final Map<TestClient, Integer> sessions = new LinkedHashMap<>();

  private ClusterJobs(ClusterFacility facility) {
    this.facility = facility;
  }

  /** Begins all of them, and returns when each has done something. */
  static ClusterJobs begin(ClusterFacility facility) throws IOException {
    ClusterJobs all = new ClusterJobs(facility);
    try {
      all.begin();
      return all;
    } catch (IOException | RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  private void begin() throws IOException {
    for (int board = 0; board < SHARED; board++) {
      clients.add(TestClient.start(facility.settings("alice", board, 0)));
    }
    clients.forEach(client -> sessions.put(client, client.opened().session()));
    jobs.add(new MemoryJob(clients.get(READ), READ, false));
    jobs.add(new MemoryJob(clients.get(WRITE), WRITE, true));
    jobs.add(new StreamingJob(clients.get(STREAM), STREAM, facility.board(STREAM)));
    SteadyJob boots = new BootingJob(clients.get(BOOT), BOOT, facility.board(BOOT), BLOCKS);
    booting = Optional.of(boots);
    jobs.add(boots);
    jobs.add(new WaitingJob(SHARED, () -> waiting("alice")));
    jobs.add(new WaitingJob(SHARED, () -> waiting("bob")));
    jobs.forEach(SteadyJob::start);
    goOn();
  }

  private TestClient waiting(String user) {
    return TestClient.start(facility.settings(user, SHARED, Open.FOR_EVER));
  }

  /** Waits until all have gone on for a while from here. */
  void goOn() {
    List<Integer> wanted = jobs.stream().map(job -> job.rounds() + 2).toList();
    IntStream.range(0, jobs.size()).forEach(job -> jobs.get(job).getsTo(wanted.get(job)));
  }

  /** Waits for the end of a boot of the board that is booted. */
  void bootEnds() {
    SteadyJob boots = booting.orElseThrow();
    boots.getsTo(boots.rounds() + 1);
  }

  /**
   * Stops the home of a board in the midst of a boot, so that it has packets to send when it wakes.
   */
  GatewayProcess stopInABoot() throws IOException, InterruptedException {
    while (true) {
      GatewayProcess home = facility.homeOf(BOOT);
      await().atMost(TestClient.PATIENCE).until(() -> isBooting(BLOCKS / 2));
      home.signal("STOP");
      if (isBooting(BLOCKS)) {
        return home;
      }
      home.signal("CONT");
    }
  }

  private boolean isBooting(int most) {
    int gaps = facility.board(BOOT).counters().boot().gapsNanos().size();
    return gaps > 0 && gaps < most;
  }

  /** Waits until those with a board of their own have it by the session that they began with. */
  void sessionsAreTheSame() {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () ->
                sessions.forEach(
                    (client, session) ->
                        assertThat(client.events().latest())
                            .isInstanceOfSatisfying(
                                LinkState.Up.class,
                                up -> assertThat(up.session().session()).isEqualTo(session))));
  }

  /** Counts pauses from here on. */
  void beginAnew() {
    jobs.forEach(SteadyJob::beginAnew);
  }

  /** The longest pause of each, in the order of {@link #NAMES}. */
  List<Duration> pauses() {
    return jobs.stream().limit(NAMES.size()).map(SteadyJob::longest).toList();
  }

  /** Two at a time must not have had one board. */
  void check() {
    List<HoldingProof> proofs = jobs.stream().flatMap(job -> job.proofs().stream()).toList();
    assertThat(proofs).isNotEmpty();
    assertThat(LeaseChecker.doubleHolders(proofs)).isEmpty();
  }

  /** Lets each come to its end, and fails as one of them did. */
  void finish() {
    jobs.forEach(SteadyJob::stop);
    jobs.forEach(SteadyJob::join);
  }

  @Override
  public void close() {
    jobs.forEach(SteadyJob::stop);
    TestClient.closeAll(clients);
  }
}
