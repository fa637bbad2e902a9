package org.spinngate.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.spinngate.server.config.rule.Rules;

/**
 * What sessions keep when the server is restarted.
 *
 * @param journal the file that knows which sessions are open; without one nothing is kept
 * @param priority for how long after the start their boards are kept for them
 */
public record RestartSettings(Optional<Path> journal, Duration priority) {

  /** Checks the range. */
  public RestartSettings {
    new Rules().between("priority", priority, Duration.ZERO, Duration.ofMinutes(10)).hold();
  }
}
