package org.spinngate.server.board;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of how a board is looked after between its users.
 *
 * <p>Thread-safe.
 */
public final class UpkeepView {
  private volatile @Nullable BoardStatus status;
  private volatile @Nullable String powerSwitch;
  private volatile boolean due;

  Optional<BoardStatus> status() {
    return Optional.ofNullable(status);
  }

  /** What is done to it, or was done in vain; nothing if that is over. */
  public void show(Optional<BoardStatus> now) {
    status = now.orElse(null);
  }

  /** Whether something is done to it, or is still to be done: it is off, or was left half done. */
  public boolean isDue() {
    return due;
  }

  /** Something is to be done to it, or nothing any more. */
  public void showDue(boolean now) {
    due = now;
  }

  Optional<String> powerSwitch() {
    return Optional.ofNullable(powerSwitch);
  }

  void showPowerSwitch(Optional<String> words) {
    powerSwitch = words.orElse(null);
  }
}
