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
import java.util.regex.Matcher;
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
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(spinngate_\\w+)` \\| ([^|]*)\\|");

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
    TestLoop time = new TestLoop();
    metrics.watch(List.of(time.loop()));
    metrics.watchFacility(new FakeFacility());
    time.pass(Duration.ofMillis(300));
    return TYPE.matcher(metrics.expose("").text())
        .results()
        .map(type -> type.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
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
  void theManualHasEveryMetricAndNoOther() throws Exception {
    Set<String> rows = new TreeSet<>();
    Matcher matcher = ROW.matcher(read("docs/operations.md"));
    while (matcher.find()) {
      rows.add(matcher.group(1));
    }

    assertThat(rows).isEqualTo(names());
  }

  @Test
  void theDashboardShowsEveryMetricSomewhere() throws Exception {
    assertThat(read("conf/grafana-dashboard.json")).contains(names());
  }
}
