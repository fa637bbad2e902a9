package org.spinngate.server.config.power;

import java.time.Duration;
import org.spinngate.server.config.rule.Rules;

/**
 * What is run before and after the sessions of a board.
 *
 * @param before each session; it does not begin if this fails
 * @param after each session
 * @param timeout for each
 */
public record HookSettings(Argv before, Argv after, Duration timeout) {
  /** Nothing. */
  public static final HookSettings NONE =
      new HookSettings(Argv.NOTHING, Argv.NOTHING, Duration.ofSeconds(60));

  /** Checks the range. */
  public HookSettings {
    new Rules().between("timeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(10)).hold();
  }
}
