package org.spinngate.protocol.pace;

/** What is known of a line, and how fast may be sent therefore. Confined to the event loop. */
sealed interface PaceState permits NoLimit, TriedLimit, KnownLimit {
  /** What may leave in a second; 0 without a limit. */
  long bytesPerSecond();

  /** The state after another measurement, often the same. */
  PaceState after(LineSample sample);
}
