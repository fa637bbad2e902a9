package org.spinngate.server.health;

import java.time.Duration;
import org.spinngate.server.admission.Facility;

/**
 * Whether one of several gateways may speak to its boards.
 *
 * <p>Thread-safe.
 */
final class ClusterCheck {
  private final Facility facility;

  ClusterCheck(Facility facility) {
    this.facility = facility;
  }

  boolean beats(Duration late) {
    return facility.beats(late);
  }

  HealthCheck check() {
    boolean sure = facility.maySpeak();
    String engine = facility.engineReached() ? "" : "; the engine is out of reach";
    return new HealthCheck(
        "cluster", sure, (sure ? "sure of its boards" : "not sure of its boards") + engine);
  }
}
