package org.spinngate.server.config.power;

import java.util.Optional;

/**
 * What is done to a board between its users.
 *
 * @param power its power, if the gateway can switch it
 * @param hooks the operator's commands
 */
public record Upkeep(Optional<PowerSettings> power, HookSettings hooks) {
  /** Nothing. */
  public static final Upkeep NONE = new Upkeep(Optional.empty(), HookSettings.NONE);

  /** Whether there is nothing to be done, ever. */
  public boolean isNothing() {
    return power.isEmpty() && hooks.before().isNothing() && hooks.after().isNothing();
  }
}
