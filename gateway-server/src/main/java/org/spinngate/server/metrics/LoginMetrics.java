package org.spinngate.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.link.LoginMeter;
import org.spinngate.server.link.LoginResult;

/**
 * Counts who came in and who did not.
 *
 * <p>Thread-safe.
 */
final class LoginMetrics implements LoginMeter {
  private final Map<LoginResult, CounterDataPoint> logins = new EnumMap<>(LoginResult.class);
  private final Map<CloseCause, CounterDataPoint> refusals = new EnumMap<>(CloseCause.class);

  LoginMetrics(PrometheusRegistry registry) {
    Counter results =
        Counters.of(registry, "spinngate_logins_total", "Attempts to log in.", "result");
    for (LoginResult result : LoginResult.values()) {
      logins.put(result, results.labelValues(result.label()));
    }
    Counter causes =
        Counters.of(
            registry, "spinngate_refusals_total", "Wishes for a board that were refused.", "cause");
    for (CloseCause cause : CloseCause.values()) {
      refusals.put(cause, causes.labelValues(cause.label()));
    }
  }

  @Override
  public void login(LoginResult result) {
    logins.get(result).inc();
  }

  @Override
  public void refused(CloseCause cause) {
    refusals.get(cause).inc();
  }
}
