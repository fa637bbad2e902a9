package org.spinngate.server.power;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Switches the power of one board. Confined to the event loop of power. */
interface PowerSwitch {
  /**
   * Switches it. Must not wait.
   *
   * @param timeout when it is given up, once it has begun
   * @return completes, on any thread, when it is done; with a {@link PowerFailure} if it could not
   *     be done
   */
  CompletionStage<Void> turn(Power to, Occasion occasion, Duration timeout);

  /** What it is, as far as that is known, for people. */
  String words();
}
