package org.spinngate.server.operate;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.report.HealthText;

/** Whether the gateway can do its work; if not, the exit code says so too. */
final class HealthVerb implements Verb {
  private final Supplier<HealthReport> health;

  HealthVerb(Supplier<HealthReport> health) {
    this.health = health;
  }

  @Override
  public String name() {
    return "health";
  }

  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.requireNoOperand();
    HealthReport report = health.get();
    return new VerbAnswer(
        report.live() && report.ready() ? ExitCode.FINE : ExitCode.INTERNAL,
        arguments.json() ? HealthText.json(report) : HealthText.format(report));
  }
}
