package org.spinngate.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What one number of sessions cost.
 *
 * @param sessions how many
 * @param flows how many of them had a flow
 * @param residentBytes of the server, at the end
 * @param alone requests and nothing else
 * @param busy the same while users came and went
 */
record ScaleRow(int sessions, int flows, long residentBytes, Load alone, Load busy) {

  /**
   * The medians of some rounds.
   *
   * @param p50 of the requests, in milliseconds
   * @param p99 of the requests, in milliseconds
   * @param cpu the server's, in cores
   * @param requests answered each second
   * @param logins each second
   * @param login from the first packet to the board's first answer, in milliseconds, p50
   * @param lost requests without an answer and logins that failed, in all rounds
   */
  record Load(
      double p50, double p99, double cpu, double requests, double logins, double login, int lost) {

    static Load median(List<Load> rounds) {
      return new Load(
          median(rounds, Load::p50),
          median(rounds, Load::p99),
          median(rounds, Load::cpu),
          median(rounds, Load::requests),
          median(rounds, Load::logins),
          median(rounds, Load::login),
          rounds.stream().mapToInt(Load::lost).sum());
    }

    private static double median(List<Load> rounds, ToDoubleFunction<Load> of) {
      return rounds.stream().mapToDouble(of).sorted().toArray()[rounds.size() / 2];
    }
  }

  static final String HEADER =
      """
      | sessions | with a flow | resident MB | p50 ms | p99 ms | cores | p50 ms, logins beside | p99 ms | cores | logins/s | login p50 ms | lost |
      |---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
      """;

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "| %,d | %,d | %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.0f | %.1f | %d |",
        sessions,
        flows,
        residentBytes / 1_000_000,
        alone.p50,
        alone.p99,
        alone.cpu,
        busy.p50,
        busy.p99,
        busy.cpu,
        busy.logins,
        busy.login,
        alone.lost + busy.lost);
  }
}
