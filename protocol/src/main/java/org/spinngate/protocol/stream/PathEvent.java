package org.spinngate.protocol.stream;

/** What a {@link Heartbeat} thinks of the path, as an event that goes up the pipeline. */
public enum PathEvent {
  /** The peer has been silent for longer than it should be; the path may be dead. */
  SUSPECTED,
  /** A peer that was suspected has been heard again. */
  RECOVERED
}
