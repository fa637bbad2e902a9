package org.spinngate.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.spinngate.protocol.Carrier;
import org.spinngate.server.usage.Traffic;

/**
 * The numbers of each board. All series of a board are there as soon as the board is configured,
 * and go with it: how many there are depends on boards alone.
 *
 * <p>Thread-safe.
 */
final class BoardMeters {
  private static final String TO_BOARD = "to-board";
  private static final String TO_CLIENT = "to-client";

  private final Counter datagrams;
  private final Counter bytes;
  private final Counter drops;
  private final Counter boots;
  private final TimeHistogram answers;
  private final Map<String, Meter> boards = new ConcurrentHashMap<>();

  BoardMeters(PrometheusRegistry registry) {
    this.datagrams =
        Counters.of(
            registry,
            "spinngate_datagrams_total",
            "Datagrams carried, by what carried their session at the end of that second; legacy:"
                + " old clients.",
            "board",
            "direction",
            "carrier");
    this.bytes =
        Counters.of(
            registry,
            "spinngate_bytes_total",
            "Bytes of the datagrams carried.",
            "board",
            "direction",
            "carrier");
    this.drops =
        Counters.of(
            registry,
            "spinngate_board_drops_total",
            "Datagrams that the server dropped, all reasons, by board.",
            "board");
    this.boots =
        Counters.of(
            registry,
            "spinngate_boots_total",
            "Boots: complete if every packet left for the board, incomplete if not.",
            "board",
            "result");
    this.answers =
        new TimeHistogram(
            "spinngate_board_round_trip_seconds",
            "Time from a request's leaving for the board to its answer; none for boards with"
                + " scp-window = 0.",
            "board");
    registry.register(answers);
  }

  /** One carrier's counters of one board. */
  private record Carried(
      CounterDataPoint datagramsToBoard,
      CounterDataPoint bytesToBoard,
      CounterDataPoint datagramsToClient,
      CounterDataPoint bytesToClient) {

    void add(Traffic.Snapshot traffic) {
      datagramsToBoard.inc(traffic.datagramsToBoard());
      bytesToBoard.inc(traffic.bytesToBoard());
      datagramsToClient.inc(traffic.datagramsToClient());
      bytesToClient.inc(traffic.bytesToClient());
    }
  }

  /** All numbers of one board. */
  record Meter(
      Map<Carrier, Carried> carriers,
      CounterDataPoint drops,
      CounterDataPoint complete,
      CounterDataPoint incomplete,
      TimeHistogram.Row answers) {

    void moved(Carrier carrier, Traffic.Snapshot traffic) {
      Objects.requireNonNull(carriers.get(carrier)).add(traffic);
      drops.inc(traffic.dropped());
    }
  }

  /** The numbers of this board; names come from the configuration alone. */
  Meter of(String board) {
    return boards.computeIfAbsent(board, this::make);
  }

  private Meter make(String board) {
    return new Meter(
        Arrays.stream(Carrier.values())
            .collect(
                Collectors.toUnmodifiableMap(
                    carrier -> carrier, carrier -> carried(board, carrier.label()))),
        drops.labelValues(board),
        boots.labelValues(board, "complete"),
        boots.labelValues(board, "incomplete"),
        answers.row(board));
  }

  private Carried carried(String board, String carrier) {
    return new Carried(
        datagrams.labelValues(board, TO_BOARD, carrier),
        bytes.labelValues(board, TO_BOARD, carrier),
        datagrams.labelValues(board, TO_CLIENT, carrier),
        bytes.labelValues(board, TO_CLIENT, carrier));
  }

  /** These are the boards that there are now. */
  void keep(Collection<String> names) {
    names.forEach(this::of);
    Set<String> gone = new HashSet<>(boards.keySet());
    gone.removeAll(Set.copyOf(names));
    gone.forEach(this::forget);
  }

  private void forget(String board) {
    boards.remove(board);
    for (Carrier carrier : Carrier.values()) {
      for (String direction : List.of(TO_BOARD, TO_CLIENT)) {
        datagrams.remove(board, direction, carrier.label());
        bytes.remove(board, direction, carrier.label());
      }
    }
    drops.remove(board);
    boots.remove(board, "complete");
    boots.remove(board, "incomplete");
    answers.remove(board);
  }
}
