package org.spinngate.endtoend.matrix;

import java.time.Duration;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.protocol.testing.MachineTime;

/**
 * Sees from outside whether a client and its server use packets. While a path is tried, the client
 * asks at least every 250 ms. Once it is proven, the client is silent until an application talks.
 */
final class PacketWatch {
  private static final long QUIET_NANOS = Duration.ofMillis(400).toNanos();

  /** Questions; two of them may have had their answers in one packet. */
  private static final int PROOF = 2;

  /** More than questions alone within the first third of a job. */
  private static final int WORK = 8;

  private final DatagramRelay packets;
  private long asked;
  private long askedAt = MachineTime.nanos();

  PacketWatch(DatagramRelay packets) {
    this.packets = packets;
  }

  /** To be called again and again, on a clear line, until the answer is yes. */
  boolean isPathProven() {
    long now = MachineTime.nanos();
    long before = asked;
    asked = packets.counts(Direction.TO_SERVER).arrived();
    if (asked != before) {
      askedAt = now;
    }
    boolean answered = packets.counts(Direction.TO_CLIENT).departed() > 0;
    return asked >= PROOF && answered && now - askedAt >= QUIET_NANOS;
  }

  /** Whether a tool's requests go by packets since the path was proven. */
  boolean carriesWork() {
    return packets.counts(Direction.TO_SERVER).arrived() - asked >= WORK;
  }
}
