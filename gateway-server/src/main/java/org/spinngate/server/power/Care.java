package org.spinngate.server.power;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.spinngate.server.config.power.Argv;
import org.spinngate.server.config.power.HookSettings;
import org.spinngate.server.config.power.PowerPolicy;
import org.spinngate.server.config.power.PowerSettings;
import org.spinngate.server.config.power.PowerTimes;
import org.spinngate.server.config.power.Upkeep;

/**
 * How a board is looked after now, and by what.
 *
 * @param upkeep as the operator wants it
 * @param power what switches it; if there is none, nothing is ever switched
 * @param commands runs the operator's commands
 */
record Care(Upkeep upkeep, Optional<PowerSwitch> power, CommandRunner commands) {
  /** Runs the operator's commands. Must not wait. */
  interface CommandRunner {
    /**
     * Runs one, if there is anything to run.
     *
     * @param timeout when it is killed, once it has begun
     * @param ours whether the board is still this gateway's; asked, on any thread, when it begins
     * @return completes, on any thread, when it has succeeded; with a {@link PowerFailure}
     *     otherwise
     */
    CompletionStage<Void> run(Argv argv, Occasion occasion, Duration timeout, BooleanSupplier ours);
  }

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final PowerTimes UNUSED =
      new PowerTimes(Duration.ZERO, Duration.ZERO, MINUTE, MINUTE, Duration.ZERO);

  HookSettings hooks() {
    return upkeep.hooks();
  }

  PowerTimes times() {
    return upkeep.power().map(PowerSettings::times).orElse(UNUSED);
  }

  /** Whether each user gets it as it comes from its ROM. */
  boolean cleans() {
    return power.isPresent() && policy() != PowerPolicy.NEVER;
  }

  /** Whether it is off while nobody wants it. */
  boolean saves() {
    return power.isPresent() && policy() == PowerPolicy.ON_DEMAND;
  }

  private PowerPolicy policy() {
    return upkeep.power().map(PowerSettings::policy).orElse(PowerPolicy.NEVER);
  }
}
