package org.spinngate.server.config;

import java.time.Duration;
import org.spinngate.server.config.rule.Rules;

/**
 * The session table in the log.
 *
 * @param interval time between two tables when something moved, zero for changes only
 */
public record TableSettings(Duration interval) {

  /** Checks the range. */
  public TableSettings {
    new Rules().between("interval", interval, Duration.ZERO, Duration.ofDays(1)).hold();
  }
}
