package org.spinngate.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.admission.FakeFacility;
import org.spinngate.server.board.Board;
import org.spinngate.server.testing.TestLoop;

/** What operators are given speaks of the metrics that there are. */
class MetricNamesTest {
  private static final Path TOP = Path.of("..");
  private static final Pattern NAME = Pattern.compile("spinngate_[a-z_]+");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\w+)$");
  private static final Path MADE = Path.of("target", "docs", "reference-metrics.md");

  private final GatewayMetrics metrics =
      new GatewayMetrics(
          new Views(
              () -> List.of(board()), List::of, new Views.Server(() -> true, Optional::empty)),
          "0.1",
          System::nanoTime);

  private static Board board() {
    InetSocketAddress place = new InetSocketAddress("127.0.0.2", 17893);
    return new Board(
        "spin5-01",
        new Board.Addresses(place, place),
        false,
        new Board.Handling(Duration.ZERO, 8, true),
        "");
  }

  private Set<String> names() {
    return TYPE.matcher(exposed())
        .results()
        .map(type -> type.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String exposed() {
    TestLoop time = new TestLoop();
    metrics.watch(List.of(time.loop()));
    metrics.watchFacility(new FakeFacility());
    time.pass(Duration.ofMillis(300));
    return metrics.expose("").text();
  }

  private static String read(String file) throws IOException {
    return Files.readString(TOP.resolve(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conf/alerts.yml", "conf/grafana-dashboard.json"})
  void everyMetricThatIsAskedForExists(String file) throws Exception {
    Set<String> named =
        NAME.matcher(read(file))
            .results()
            .map(name -> name.group().replaceAll("_(bucket|sum|count)$", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isNotEmpty();
    assertThat(names()).containsAll(named);
  }

  @Test
  void thePageOfMetricsIsWhatAServerExposes() throws Exception {
    String page = new MetricsPage(exposed()).text();

    Files.createDirectories(MADE.toAbsolutePath().getParent());
    Files.writeString(MADE, page);

    assertThat(read("docs/reference-metrics.md"))
        .as("what docs/reference-metrics.md should be is in gateway-server/%s now: copy that", MADE)
        .isEqualTo(page);
  }

  @Test
  void theDashboardShowsEveryMetricSomewhere() throws Exception {
    assertThat(read("conf/grafana-dashboard.json")).contains(names());
  }
}
