package org.spinngate.endtoend.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.endtoend.Facility;
import org.spinngate.endtoend.FacilityPlan;
import org.spinngate.endtoend.FacilityProcess;
import org.spinngate.endtoend.TestClient;
import org.spinngate.protocol.Timing;
import org.spinngate.simulated.SimulatedBoard;

/**
 * What a request costs a gateway that stands alone, and each of three, with as many users and
 * requests for each gateway. They take turns.
 */
final class DatagramCost {
  private static final int USERS = 10;
  private static final int TURNS = 2;
  private static final Duration WARM = Duration.ofSeconds(5);
  private static final Duration TURN = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final List<ToolJob> jobs = new ArrayList<>();
  private final List<TestClient> clients = new ArrayList<>();

  private DatagramCost(
      int users, IntFunction<ClientSettings> settings, IntFunction<SimulatedBoard> boards)
      throws IOException {
    for (int board = 0; board < users; board++) {
      TestClient client =
          TestClient.start(settings.apply(board), Timing.of(System::nanoTime)).ready();
      clients.add(client);
      jobs.add(new ToolJob(ToolJob.Work.READ, client, board, boards.apply(board), PAUSE));
    }
  }

  /**
   * Measures it.
   *
   * @param several with three times as many boards
   * @return a line for people
   */
  static String measure(ClusterFacility several) throws IOException {
    FacilityPlan plan = Facility.plan().user("alice", "*");
    for (int board = 0; board < USERS; board++) {
      int identity = board;
      plan.board("b" + board, settings -> settings.booted().withIdentity(identity));
    }
    List<String> alone = new ArrayList<>();
    List<String> together = new ArrayList<>();
    try (FacilityProcess one = plan.startProcess()) {
      for (int turn = 0; turn < TURNS; turn++) {
        alone.add(alone(one));
        together.add(together(several));
      }
    }
    return "a request costs a gateway that stands alone %s, and each of three %s"
        .formatted(alone, together);
  }

  private static String alone(FacilityProcess one) throws IOException {
    return new DatagramCost(
            USERS, board -> one.settings("alice", "b" + board), board -> one.board("b" + board))
        .measured(
            List.of(new Part(one.program()::cpu, IntStream.range(0, USERS).boxed().toList())));
  }

  private static String together(ClusterFacility several) throws IOException {
    int users = USERS * ClusterFacility.GATEWAYS;
    DatagramCost load =
        new DatagramCost(users, board -> several.settings("u" + board, board, 0), several::board);
    List<Part> parts =
        several.gateways().stream()
            .map(
                gateway ->
                    new Part(
                        gateway::cpu,
                        IntStream.range(0, users)
                            .filter(board -> several.homeOf(board).equals(gateway))
                            .boxed()
                            .toList()))
            .toList();
    return load.measured(parts);
  }

  /** A gateway's processor time, and the users whose requests it carries. */
  private record Part(Supplier<Duration> cpu, List<Integer> users) {}

  private String measured(List<Part> parts) {
    try {
      jobs.forEach(SteadyJob::start);
      ClusterFaults.pass(WARM);
      List<Long> cpu = parts.stream().map(part -> part.cpu.get().toNanos()).toList();
      List<Long> rounds = parts.stream().map(this::rounds).toList();
      ClusterFaults.pass(TURN);
      return IntStream.range(0, parts.size())
          .mapToObj(part -> words(parts.get(part), cpu.get(part), rounds.get(part)))
          .collect(Collectors.joining(", "));
    } finally {
      jobs.forEach(SteadyJob::stop);
      TestClient.closeAll(clients);
    }
  }

  private long rounds(Part part) {
    return part.users.stream().mapToLong(user -> jobs.get(user).rounds()).sum();
  }

  private String words(Part part, long cpuBefore, long roundsBefore) {
    long requests = (rounds(part) - roundsBefore) * ToolJob.REQUESTS;
    long nanos = part.cpu.get().toNanos() - cpuBefore;
    return "%.0f us at %d/s".formatted(nanos / 1e3 / requests, requests / TURN.toSeconds());
  }
}
