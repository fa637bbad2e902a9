package org.spinngate.server.board;

import java.util.Locale;
import java.util.Optional;

/**
 * What whoever looks after a board next must know of it.
 *
 * @param used whether somebody has had it since its last power cycle
 * @param failure why it could not be switched, or made ready; may be empty
 */
public record CareState(boolean used, Supply supply, String failure) {
  /** What a board shows that is off until somebody wants it. */
  public static final BoardStatus RESTING =
      new BoardStatus(BoardState.OFF, "switched off until somebody wants it");

  /** It is on, and as it came from its ROM, as far as is known. */
  public static final CareState CLEAN = new CareState(false, Supply.ON);

  /** Nothing has failed. */
  public CareState(boolean used, Supply supply) {
    this(used, supply, "");
  }

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
    return new CareState(true, supply, failure);
  }

  /** What is known of it in two places, if neither can be trusted to be the later. */
  public CareState and(CareState other) {
    return new CareState(
        used || other.used,
        supply.compareTo(other.supply) < 0 ? other.supply : supply,
        failure.isEmpty() ? other.failure : failure);
  }

  /** Whether it may have no power. */
  public boolean mayBeOff() {
    return supply != Supply.ON;
  }

  /** What others see of a board that is so; nothing if that is not for its power to say. */
  public Optional<BoardStatus> status() {
    if (!failure.isEmpty()) {
      return Optional.of(new BoardStatus(BoardState.FAILED, failure));
    }
    return switch (supply) {
      case ON -> Optional.empty();
      case OFF -> Optional.of(RESTING);
      case CYCLING ->
          Optional.of(new BoardStatus(BoardState.POWERING, "its power is being switched"));
    };
  }
}
