package org.spinngate.client.bench;

/** What paths are compared by. */
public enum Measure {
  /** Answers in a second; more is better. */
  THROUGHPUT,
  /** The median latency in milliseconds; less is better. */
  P50,
  /** The latency of the slowest hundredth in milliseconds; less is better. */
  P99;

  /** Its value in a round. */
  public double of(Round round) {
    return switch (this) {
      case THROUGHPUT -> round.requestsPerSecond();
      case P50 -> round.p50Millis();
      case P99 -> round.p99Millis();
    };
  }
}
