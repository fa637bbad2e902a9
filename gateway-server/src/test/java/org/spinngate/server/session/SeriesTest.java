package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.server.board.Board;
import org.spinngate.server.link.FramePayer;
import org.spinngate.server.link.LoginResult;
import org.spinngate.server.metrics.GatewayMetrics;
import org.spinngate.server.metrics.Views;

/** The number of series is that of boards and words, for all who come. */
class SeriesTest {
  private static final List<DropReason> REASONS = List.of(DropReason.values());
  private static final List<CloseCause> CAUSES = List.of(CloseCause.values());

  private final List<Board> boards = new ArrayList<>();
  private final List<SessionRow> rows = new ArrayList<>();
  private final GatewayMetrics metrics =
      new GatewayMetrics(
          new Views(() -> boards, () -> rows, new Views.Server(() -> true, Optional::empty)),
          "0.1",
          System::nanoTime);

  /** Everything but comments. */
  private List<String> series() {
    return metrics.expose("").text().lines().filter(line -> !line.startsWith("#")).toList();
  }

  /** So many sessions, with a datagram and a drop each, half of them over again. */
  private int seriesWith(int sessions) {
    SessionBench bench = SessionBench.metered(metrics.sessions());
    boards.clear();
    boards.addAll(bench.boards().all());
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < sessions; i++) {
      Visit visit = bench.visit("stranger-" + i, "shared-1", 0);
      visit.send(1, TestDatagrams.datagram(26));
      visit.session().drops().dropped(REASONS.get(i % REASONS.size()), 1);
      visits.add(visit);
    }
    for (int i = 0; i < sessions; i += 2) {
      visits.get(i).session().end(CAUSES.get(i / 2 % CAUSES.size()), "");
    }
    rows.clear();
    rows.addAll(bench.table().rows());
    int series = series().size();
    visits.forEach(visit -> visit.session().end(CloseCause.RELEASED, ""));
    return series;
  }

  @Test
  void aThousandSessionsHaveAsManySeriesAsTen() {
    int withTen = seriesWith(10);
    int withAThousand = seriesWith(1_000);

    assertThat(withAThousand).isEqualTo(withTen);
    assertThat(series())
        .contains("spinngate_sessions{board=\"shared-1\",state=\"attached\"} 500.0")
        .contains("spinngate_sessions_opened_total 1010.0")
        .noneMatch(line -> line.contains("stranger-") || line.contains("203.0.113"));
  }

  @Test
  void whatWaitsForTheLinesIsShownAsItIsNow() {
    AtomicLong taken = new AtomicLong(2_048);
    metrics.watchLines(taken::get);

    assertThat(metrics.expose("").text()).contains("\nspinngate_line_bytes 2048.0\n");
    taken.set(0);
    assertThat(metrics.expose("").text()).contains("\nspinngate_line_bytes 0.0\n");
  }

  @Test
  void everyWordHasItsSeriesBeforeAnythingHappened() {
    assertThat(series())
        .containsAll(
            lines(
                "spinngate_sessions_ended_total{cause=\"%s\"} 0.0",
                CloseCause.values(), CloseCause::label))
        .containsAll(
            lines(
                "spinngate_refusals_total{cause=\"%s\"} 0.0",
                CloseCause.values(), CloseCause::label))
        .containsAll(
            lines(
                "spinngate_reading_pauses_total{allowance=\"%s\"} 0.0",
                FramePayer.values(), FramePayer::label))
        .containsAll(
            lines(
                "spinngate_drops_total{reason=\"%s\"} 0.0", DropReason.values(), DropReason::label))
        .containsAll(
            lines(
                "spinngate_logins_total{result=\"%s\"} 0.0",
                LoginResult.values(), LoginResult::label));
  }

  private static <T> List<String> lines(String form, T[] words, Function<T, String> label) {
    return Arrays.stream(words).map(word -> form.formatted(label.apply(word))).toList();
  }

  @Test
  void aBoardHasAllItsSeriesFromTheStartAndTheyGoWithIt() {
    SessionBench bench = SessionBench.usual();
    int without = series().size();

    boards.addAll(bench.boards().all());
    List<String> with = series();
    boards.clear();

    assertThat(with)
        .contains(
            "spinngate_datagrams_total{board=\"spin5-01\",carrier=\"udp\",direction=\"to-client\"}"
                + " 0.0")
        .contains("spinngate_boots_total{board=\"spin5-01\",result=\"incomplete\"} 0.0")
        .contains("spinngate_board_round_trip_seconds_count{board=\"spin5-01\"} 0")
        .contains("spinngate_waiting{board=\"spin5-01\"} 0.0")
        .contains("spinngate_boards{state=\"unreachable\"} 0.0");
    assertThat(series()).hasSize(without);
  }
}
