package org.spinngate.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts by the words of a closed list, each of which has its series from the start.
 *
 * <p>Thread-safe.
 *
 * @param <E> the list
 */
final class WordCounter<E extends Enum<E>> {
  private final Map<E, CounterDataPoint> counters;

  /** A metric before it is registered. */
  record Name(String metric, String help, String label) {}

  WordCounter(PrometheusRegistry registry, Name name, E[] words, Function<E, String> label) {
    Counter counter = Counters.of(registry, name.metric, name.help, name.label);
    counters =
        Arrays.stream(words)
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), word -> counter.labelValues(label.apply(word))));
  }

  void add(E word, long count) {
    Objects.requireNonNull(counters.get(word)).inc(count);
  }
}
