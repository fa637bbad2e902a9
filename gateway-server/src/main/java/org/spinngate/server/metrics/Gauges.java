package org.spinngate.server.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.session.SessionRow;

/** What is true at the moment when somebody looks: read where it is known, never kept here. */
final class Gauges {
  private static final List<String> STATES = List.of("attached", "detached");

  private final PrometheusRegistry registry;
  private final Views views;

  private Gauges(PrometheusRegistry registry, Views views) {
    this.registry = registry;
    this.views = views;
  }

  static void register(PrometheusRegistry registry, Views views) {
    Gauges gauges = new Gauges(registry, views);
    gauges.sessions();
    gauges.ofBoards(
        "spinngate_leases_held", "Sessions that hold the board.", board -> board.lease().holders());
    gauges.ofBoards(
        "spinngate_waiting", "Clients that wait for the board.", board -> board.lease().waiting());
    gauges.ofBoards(
        "spinngate_board_unreachable",
        "1 if the board does not answer or the network refuses its datagrams, else 0.",
        board -> board.status().state() == BoardState.UNREACHABLE ? 1 : 0);
    gauges.states();
    Counters.gauge(
        registry,
        "spinngate_ready",
        "1 if tunnels can open and datagrams can go out towards boards, else 0.",
        () -> views.server().ready().getAsBoolean() ? 1 : 0);
    Counters.gauge(
        registry,
        "spinngate_certificate_expiry_seconds",
        "Until when the server's certificate is valid, in seconds since 1970; 0 if unknown.",
        () -> views.server().certificateEnd().get().map(Instant::getEpochSecond).orElse(0L));
  }

  private void sessions() {
    GaugeWithCallback.builder()
        .name("spinngate_sessions")
        .help("Open sessions, with their client there (attached) or away (detached).")
        .labelNames("board", "state")
        .callback(this::countSessions)
        .register(registry);
  }

  private void countSessions(GaugeWithCallback.Callback callback) {
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    for (SessionRow row : views.sessions().get()) {
      counts
          .computeIfAbsent(row.who().board(), any -> new HashMap<>())
          .merge(row.client().state(), 1, Integer::sum);
    }
    for (Board board : views.boards().get()) {
      Map<String, Integer> here = counts.getOrDefault(board.name(), Map.of());
      for (String state : STATES) {
        callback.call(here.getOrDefault(state, 0), board.name(), state);
      }
    }
  }

  private void states() {
    GaugeWithCallback.builder()
        .name("spinngate_boards")
        .help("Boards, by their state.")
        .labelNames("state")
        .callback(this::countStates)
        .register(registry);
  }

  private void countStates(GaugeWithCallback.Callback callback) {
    Map<BoardState, Integer> counts = new EnumMap<>(BoardState.class);
    for (Board board : views.boards().get()) {
      counts.merge(board.status().state(), 1, Integer::sum);
    }
    for (BoardState state : BoardState.values()) {
      callback.call(counts.getOrDefault(state, 0), state.label());
    }
  }

  private void ofBoards(String name, String help, ToDoubleFunction<Board> value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("board")
        .callback(
            callback ->
                views
                    .boards()
                    .get()
                    .forEach(board -> callback.call(value.applyAsDouble(board), board.name())))
        .register(registry);
  }
}
