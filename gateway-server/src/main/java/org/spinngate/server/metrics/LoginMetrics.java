package org.spinngate.server.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.link.LoginMeter;
import org.spinngate.server.link.LoginResult;

/**
 * Counts who came in and who did not.
 *
 * <p>Thread-safe.
 */
final class LoginMetrics implements LoginMeter {
  private final WordCounter<LoginResult> logins;
  private final WordCounter<CloseCause> refusals;

  LoginMetrics(PrometheusRegistry registry) {
    this.logins =
        new WordCounter<>(
            registry,
            new WordCounter.Name("spinngate_logins_total", "Attempts to log in.", "result"),
            LoginResult.values(),
            LoginResult::label);
    this.refusals =
        new WordCounter<>(
            registry,
            new WordCounter.Name(
                "spinngate_refusals_total", "Ends of connections without a session.", "cause"),
            CloseCause.values(),
            CloseCause::label);
  }

  @Override
  public void login(LoginResult result) {
    logins.add(result, 1);
  }

  @Override
  public void refused(CloseCause cause) {
    refusals.add(cause, 1);
  }
}
