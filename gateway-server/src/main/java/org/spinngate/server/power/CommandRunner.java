package org.spinngate.server.power;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.config.power.Argv;

/** Runs the operator's commands. Must not wait. */
interface CommandRunner {
  /**
   * Runs one, if there is anything to run.
   *
   * @param timeout when it is killed, once it has begun
   * @return completes, on any thread, when it has succeeded; with a {@link PowerFailure} otherwise
   */
  CompletionStage<Void> run(Argv argv, Occasion occasion, Duration timeout);
}
