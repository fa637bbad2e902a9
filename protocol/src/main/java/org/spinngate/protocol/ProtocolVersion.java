package org.spinngate.protocol;

import java.util.OptionalInt;

/**
 * The versions of the protocol that this code speaks. A client offers a range; the server picks the
 * highest version that both have.
 */
public final class ProtocolVersion {
  /** The oldest version still spoken. */
  public static final int OLDEST = 1;

  /** The newest version spoken. */
  public static final int NEWEST = 1;

  private ProtocolVersion() {}

  /**
   * The highest version within both the offered range and ours.
   *
   * @return empty if the ranges do not meet
   */
  public static OptionalInt choose(int oldestOffered, int newestOffered) {
    int chosen = Math.min(NEWEST, newestOffered);
    boolean common = chosen >= OLDEST && chosen >= oldestOffered;
    return common ? OptionalInt.of(chosen) : OptionalInt.empty();
  }
}
