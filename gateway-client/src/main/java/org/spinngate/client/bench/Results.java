package org.spinngate.client.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Everything that was measured with one load.
 *
 * @param load what was asked at a time
 * @param targets the names of the paths
 * @param turns in the order in which they were taken; as many as were completed
 */
public record Results(Load load, List<String> targets, List<Turn> turns) {
  /** Copies the lists. */
  public Results {
    targets = List.copyOf(targets);
    turns = List.copyOf(turns);
  }

  /** Whether there are two paths to compare. */
  public boolean compares() {
    return targets.size() > 1;
  }

  /** The median over all rounds on one path, by the path's position; there must be a turn. */
  public double median(int target, Measure measure) {
    return median(turn -> measure.of(turn.rounds().get(target)));
  }

  /** The median of the ratios of all turns; there must be one. */
  public double medianRatio(Measure measure) {
    return median(turn -> turn.ratio(measure));
  }

  private double median(ToDoubleFunction<Turn> value) {
    double[] sorted = turns.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * One path's rounds as if they were one: medians, and sums of what should not happen. There must
   * be a turn.
   */
  public Round summary(int target) {
    List<Round> rounds = turns.stream().map(turn -> turn.rounds().get(target)).toList();
    return new Round(
        targets.get(target),
        median(target, Measure.THROUGHPUT),
        median(target, Measure.P50),
        median(target, Measure.P99),
        rounds.stream().mapToLong(Round::timeouts).sum(),
        rounds.stream().mapToLong(Round::wrong).sum(),
        rounds.stream().mapToLong(Round::doubled).sum());
  }

  /** How many answers were wrong. */
  public long wrong() {
    return turns.stream().flatMap(turn -> turn.rounds().stream()).mapToLong(Round::wrong).sum();
  }
}
