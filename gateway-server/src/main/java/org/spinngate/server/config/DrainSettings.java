package org.spinngate.server.config;

import java.time.Duration;

/**
 * How the server stops.
 *
 * @param deadline how long boots that are under way may take when the process is told to end
 */
public record DrainSettings(Duration deadline) {

  /** Checks the range. */
  public DrainSettings {
    new Rules().between("deadline", deadline, Duration.ZERO, Duration.ofHours(1)).hold();
  }
}
