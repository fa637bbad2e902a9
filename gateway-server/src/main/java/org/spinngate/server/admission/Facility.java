package org.spinngate.server.admission;

import java.time.Duration;
import java.util.List;

/**
 * The gateways of a facility that has several, as this one knows them: by its copy of what they
 * share, which may be late, and stays as it was while the engine is out of reach. For people and
 * their programs; nothing is decided by it.
 *
 * <p>Thread-safe, and no method waits.
 */
public interface Facility {
  /** The operator's word for this one. */
  String name();

  /** Whether this one may speak to boards at this moment. */
  boolean maySpeak();

  /** For how long it may do so if the others hear nothing more of it; zero if it may not. */
  Duration safeFor();

  /**
   * Whether the thread that tells the others of this one does its work.
   *
   * @param late by how much a beat may be
   */
  boolean beats(Duration late);

  /** Whether the copy follows what the gateways share. */
  boolean engineReached();

  /** How often the others had to take this one's boards since it was started. */
  long fenced();

  /** All of them, by name; this one too, unless it has still to join the others. */
  List<GatewayRow> rows();

  /** The sessions that are not this one's, the oldest first. */
  List<FarSession> elsewhere();
}
