package org.spinngate.server.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.link.FramePayer;
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
  private final WordCounter<FramePayer> pauses;

  LoginMetrics(PrometheusRegistry registry) {
    this.logins =
        new WordCounter<>(
            registry,
            new WordCounter.Name(
                "spinngate_logins_total",
                "Attempts to log in. handshake: connections that ended, or whose TLS failed, before"
                    + " the handshake was complete, such as those of port scans and floods.",
                "result"),
            LoginResult.values(),
            LoginResult::label);
    this.refusals =
        new WordCounter<>(
            registry,
            new WordCounter.Name(
                "spinngate_refusals_total",
                "Logins and wishes for a board that were refused, and connections ended before they"
                    + " had a session, by close cause.",
                "cause"),
            CloseCause.values(),
            CloseCause::label);
    this.pauses =
        new WordCounter<>(
            registry,
            new WordCounter.Name(
                "spinngate_reading_pauses_total",
                "Pauses in reading from a connection that brought more frames than it may, by whose"
                    + " allowance was used up.",
                "allowance"),
            FramePayer.values(),
            FramePayer::label);
  }

  @Override
  public void login(LoginResult result) {
    logins.add(result, 1);
  }

  @Override
  public void refused(CloseCause cause) {
    refusals.add(cause, 1);
  }

  @Override
  public void paused(FramePayer payer) {
    pauses.add(payer, 1);
  }
}
