package org.spinngate.simulated;

import java.time.Duration;

/**
 * The Ethernet receive ring and the time its reader takes for each packet. What does not fit is
 * lost. A frame takes its datagram's length and 46 bytes of headers and check sequence, so that the
 * ring holds two boot packets or nine full SCP requests.
 *
 * @param capacity in bytes; 0 for no model: nothing is lost and nothing takes time
 * @param bootService what the boot ROM takes to copy a packet
 * @param scampService what SC&amp;MP takes to handle one
 */
public record RingModel(int capacity, Duration bootService, Duration scampService) {
  /** Ethernet and IP and UDP headers, and the frame check sequence. */
  static final int FRAME_OVERHEAD = 46;

  /** Endless and infinitely fast. */
  public static final RingModel OFF = new RingModel(0, Duration.ZERO, Duration.ZERO);

  /** The 3,072 bytes of real boards, ROM and SC&amp;MP alike. */
  public static RingModel real(Duration bootService, Duration scampService) {
    return new RingModel(3072, bootService, scampService);
  }

  /** Checks the ranges. */
  public RingModel {
    if (capacity < 0 || bootService.isNegative() || scampService.isNegative()) {
      throw new IllegalArgumentException("a ring's size and times must not be negative");
    }
  }

  boolean isOff() {
    return capacity == 0;
  }
}
