package org.spinngate.server.power;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.config.power.PowerSource;

/**
 * Two commands of the operator's.
 *
 * @param commands runs them
 * @param source says which
 */
record CommandSwitch(CommandRunner commands, PowerSource.Commands source) implements PowerSwitch {
  @Override
  public CompletionStage<Void> turn(Power to, Occasion occasion, Duration timeout) {
    return commands.run(to == Power.ON ? source.on() : source.off(), occasion, timeout);
  }

  @Override
  public String words() {
    return "commands";
  }
}
