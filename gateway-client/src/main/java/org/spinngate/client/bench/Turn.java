package org.spinngate.client.bench;

import java.util.List;

/**
 * One round of each path, one right after the other.
 *
 * @param rounds in the order of the paths
 */
public record Turn(List<Round> rounds) {
  /** Copies the list. */
  public Turn {
    rounds = List.copyOf(rounds);
  }

  /** The value on the last path for each on the first one, as 1.8 for 1.8 times as much. */
  public double ratio(Measure measure) {
    return measure.of(rounds.get(rounds.size() - 1)) / measure.of(rounds.get(0));
  }
}
