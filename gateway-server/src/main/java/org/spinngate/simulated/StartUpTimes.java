package org.spinngate.simulated;

import java.time.Duration;

/**
 * How long SC&amp;MP takes to come up, both counted from the boot's control packet.
 *
 * @param ethernetUp until then every datagram is lost; from then on {@code VER} tells 255,255
 * @param ready until the network of chips is known and {@code VER} tells 0,0
 */
public record StartUpTimes(Duration ethernetUp, Duration ready) {
  /** As a single real board: 1.2 s and 3.5 s. */
  public static final StartUpTimes REAL =
      new StartUpTimes(Duration.ofMillis(1200), Duration.ofMillis(3500));

  /** Checks that the board is not ready before its Ethernet is up. */
  public StartUpTimes {
    if (ethernetUp.isNegative() || ready.compareTo(ethernetUp) < 0) {
      throw new IllegalArgumentException(
          "start-up times must not fall: Ethernet " + ethernetUp + ", ready " + ready);
    }
  }
}
