package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** The load generator that users have, on both ways to a board. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LoadTest {
  @TempDir Path folder;

  @Test
  void theGatewayIsComparedWithTheDirectWay() {
    try (Facility facility =
        Facility.plan().board("a", SimulationSettings::booted).user("alice", "*").start()) {
      InetSocketAddress board = facility.board("a").scpAddress();

      ClientProgram bench =
          bench(facility, "--direct", board.getHostString() + ":" + board.getPort(), "--json");

      assertThat(bench.exitCode()).as(bench.err()).isZero();
      Config json = ConfigFactory.parseString(bench.out());
      assertThat(json.getConfigList("rounds"))
          .extracting(round -> round.getString("path"))
          .containsExactly("direct", "gateway", "ratio", "direct", "gateway", "ratio");
      assertThat(json.getConfigList("medians").subList(0, 2))
          .allSatisfy(path -> assertThat(path.getDouble("p50")).isPositive())
          .allSatisfy(path -> assertThat(path.getLong("wrong")).isZero());
      assertThat(bench.err()).contains("ready: board a", "round 2 of 2, gateway", "released a");
    }
  }

  @Test
  void withoutADirectWayThereIsATableOfTheGatewayAlone() {
    try (Facility facility =
        Facility.plan().board("a", SimulationSettings::booted).user("alice", "*").start()) {
      ClientProgram bench = bench(facility);

      assertThat(bench.exitCode()).as(bench.err()).isZero();
      assertThat(bench.out().lines())
          .hasSize(5)
          .first()
          .isEqualTo("2 × window 4, reads of 100 bytes");
    }
  }

  @Test
  void aBoardThatIsNotBootedIsTold() {
    try (Facility facility =
        Facility.plan().board("a", unbooted -> unbooted).user("alice", "*").start()) {
      ClientProgram bench = bench(facility);

      assertThat(bench.exitCode()).isEqualTo(1);
      assertThat(bench.err())
          .contains("no answer on the path 'gateway': is the board booted?", "released a");
      assertThat(bench.out()).isEmpty();
    }
  }

  private ClientProgram bench(Facility facility, String... more) {
    List<String> arguments = new ArrayList<>(List.of("bench"));
    arguments.addAll(facility.options("alice", facility.address()));
    arguments.addAll(List.of("-b", "a", "--apps", "2", "--window", "4", "--bytes", "100"));
    arguments.addAll(List.of("--warm-up", "0", "--seconds", "1", "--rounds", "2"));
    arguments.addAll(List.of(more));
    return ClientProgram.start(folder, arguments);
  }
}
