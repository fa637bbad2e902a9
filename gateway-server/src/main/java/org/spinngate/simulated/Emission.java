package org.spinngate.simulated;

import java.time.Duration;

/**
 * A stream that an application sends to a host, as core 1 of the root chip from SDP port 1. Each
 * message has the bytes of {@link NumberedPayload}, counted from 0.
 *
 * @param tag the IP tag it goes through, 0 to 7
 * @param perSecond messages per second, 1 to 36,000, which is what 100 Mbit/s carry at full size;
 *     never faster, and slower if the machine cannot
 * @param bytes what follows the SDP header, 4 to 272; with its header and padding a message has 10
 *     more
 * @param count how many messages
 */
public record Emission(int tag, int perSecond, int bytes, long count) {
  private static final int FASTEST = 36_000;

  /** Checks the ranges. */
  public Emission {
    check(tag >= 0 && tag < TagTable.FIXED, "tag", tag);
    check(perSecond >= 1 && perSecond <= FASTEST, "messages per second", perSecond);
    check(bytes >= NumberedPayload.SHORTEST && bytes <= LiveInput.MAX_LENGTH, "bytes", bytes);
    check(count >= 0, "messages", count);
  }

  /** From one message to the next, rounded up. */
  long gapNanos() {
    long second = Duration.ofSeconds(1).toNanos();
    return (second + perSecond - 1) / perSecond;
  }

  private static void check(boolean good, String what, long value) {
    if (!good) {
      throw new IllegalArgumentException("no such stream: " + what + " " + value);
    }
  }
}
