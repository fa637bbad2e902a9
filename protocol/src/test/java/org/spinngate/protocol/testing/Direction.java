package org.spinngate.protocol.testing;

/** A way through a {@link StreamRelay}. */
public enum Direction {
  /** From the one who connected to the relay to the relay's target. */
  TO_SERVER,
  /** From the relay's target back. */
  TO_CLIENT
}
