package org.spinngate.server.board;

import java.util.Locale;

/**
 * What whoever looks after a board next must know of it.
 *
 * @param used whether somebody has had it since its last power cycle
 */
public record CareState(boolean used, Supply supply) {
  /** It is on, and as it came from its ROM, as far as is known. */
  public static final CareState CLEAN = new CareState(false, Supply.ON);

  /** Whether it has power; what comes later is worse not to know. */
  public enum Supply {
    /** It has. */
    ON,
    /** It is off until somebody wants it. */
    OFF,
    /** It was being switched, and may be off; a power cycle ends that. */
    CYCLING;

    /** The word in a file or the ledger. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same, and somebody has it. */
  public CareState inUse() {
    return new CareState(true, supply);
  }

  /** What is known of it in two places, if neither can be trusted to be the later. */
  public CareState and(CareState other) {
    return new CareState(
        used || other.used, supply.compareTo(other.supply) < 0 ? other.supply : supply);
  }

  /** Whether it may have no power. */
  public boolean mayBeOff() {
    return supply != Supply.ON;
  }
}
