package org.spinngate.server.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.spinngate.server.usage.RoundTrips;

/**
 * How long something took, in the classes of {@link RoundTrips}, with one label or none. Unlike the
 * library's histogram it takes whole tallies, so that nobody has to report single answers.
 *
 * <p>Thread-safe.
 */
final class TimeHistogram implements Collector {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final String help;
  private final String label;
  private final Map<String, Row> rows = new ConcurrentSkipListMap<>();

  /** The numbers of one value of the label. */
  static final class Row {
    private final LongAdder[] counts = new LongAdder[RoundTrips.boundsSeconds().length];
    private final LongAdder nanos = new LongAdder();

    Row() {
      for (int i = 0; i < counts.length; i++) {
        counts[i] = new LongAdder();
      }
    }

    void add(RoundTrips tally) {
      for (int i = 0; i < counts.length; i++) {
        if (tally.count(i) > 0) {
          counts[i].add(tally.count(i));
        }
      }
      nanos.add(tally.nanos());
    }

    void add(long time) {
      counts[RoundTrips.classOf(time)].increment();
      nanos.add(time);
    }

    private HistogramDataPointSnapshot snapshot(Labels labels) {
      long[] now = new long[counts.length];
      for (int i = 0; i < counts.length; i++) {
        now[i] = counts[i].sum();
      }
      return HistogramDataPointSnapshot.builder()
          .classicHistogramBuckets(ClassicHistogramBuckets.of(RoundTrips.boundsSeconds(), now))
          .sum(nanos.sum() / NANOS)
          .labels(labels)
          .build();
    }
  }

  /**
   * @param label the name of the label, empty for a histogram without one
   */
  TimeHistogram(String name, String help, String label) {
    this.name = name;
    this.help = help;
    this.label = label;
  }

  /** The numbers of this value of the label, from now on shown. */
  Row row(String value) {
    return rows.computeIfAbsent(value, any -> new Row());
  }

  void remove(String value) {
    rows.remove(value);
  }

  @Override
  public HistogramSnapshot collect() {
    HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder().name(name).help(help);
    rows.forEach(
        (value, row) ->
            snapshot.dataPoint(
                row.snapshot(label.isEmpty() ? Labels.EMPTY : Labels.of(label, value))));
    return snapshot.build();
  }
}
