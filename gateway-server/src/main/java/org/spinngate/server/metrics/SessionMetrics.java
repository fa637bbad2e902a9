package org.spinngate.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.server.usage.RoundTrips;
import org.spinngate.server.usage.SessionMeter;
import org.spinngate.server.usage.Traffic;

/**
 * Counts what sessions do. Every cause and every reason has its series from the start.
 *
 * <p>Thread-safe.
 */
final class SessionMetrics implements SessionMeter {
  private final BoardMeters boards;
  private final CounterDataPoint opened;
  private final CounterDataPoint resumed;
  private final WordCounter<CloseCause> ended;
  private final WordCounter<DropReason> drops;
  private final ResendMetrics resends;
  private final TimeHistogram.Row tunnel;
  private final LongAdder toBoard = new LongAdder();
  private final LongAdder toClient = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  SessionMetrics(PrometheusRegistry registry) {
    this.boards = new BoardMeters(registry);
    this.opened = none(registry, "spinngate_sessions_opened_total", "Sessions begun.");
    this.resumed =
        none(
            registry,
            "spinngate_sessions_resumed_total",
            "Clients that came back to their session by another connection.");
    this.ended =
        new WordCounter<>(
            registry,
            new WordCounter.Name(
                "spinngate_sessions_ended_total", "Sessions ended, by close cause.", "cause"),
            CloseCause.values(),
            CloseCause::label);
    this.drops =
        new WordCounter<>(
            registry,
            new WordCounter.Name(
                "spinngate_drops_total",
                "Datagrams that the server dropped, by drop reason.",
                "reason"),
            DropReason.values(),
            DropReason::label);
    this.resends = new ResendMetrics(registry);
    TimeHistogram roundTrips =
        new TimeHistogram(
            "spinngate_tunnel_round_trip_seconds",
            "Round trips between server and client, as the heartbeat measures them.",
            "");
    this.tunnel = roundTrips.row("");
    registry.register(roundTrips);
  }

  private static CounterDataPoint none(PrometheusRegistry registry, String name, String help) {
    return Counters.of(registry, name, help).labelValues();
  }

  /** These are the boards that there are now. */
  void keep(Collection<String> names) {
    boards.keep(names);
  }

  /** What all sessions together have carried and dropped since the server's start. */
  Totals totals() {
    return new Totals(toBoard.sum(), toClient.sum(), dropped.sum());
  }

  @Override
  public void opened(String board) {
    opened.inc();
  }

  @Override
  public void resumed(String board) {
    resumed.inc();
  }

  @Override
  public void ended(String board, CloseCause cause) {
    ended.add(cause, 1);
  }

  @Override
  public void moved(String board, Carrier carrier, Traffic.Snapshot since) {
    boards.of(board).moved(carrier, since);
    since.drops().forEach(drops::add);
    toBoard.add(since.datagramsToBoard());
    toClient.add(since.datagramsToClient());
    dropped.add(since.dropped());
  }

  @Override
  public void resent(ResendCounts since) {
    resends.add(since);
  }

  @Override
  public void booted(String board, boolean complete) {
    BoardMeters.Meter meter = boards.of(board);
    (complete ? meter.complete() : meter.incomplete()).inc();
  }

  @Override
  public void answered(String board, RoundTrips answers) {
    boards.of(board).answers().add(answers);
  }

  @Override
  public void tunnelRoundTrip(long nanos) {
    tunnel.add(nanos);
  }
}
