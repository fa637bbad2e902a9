package org.spinngate.server.board;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of how a board is looked after between its users.
 *
 * <p>Thread-safe.
 */
final class UpkeepView {
  private volatile @Nullable BoardStatus status;
  private volatile @Nullable String powerSwitch;

  Optional<BoardStatus> status() {
    return Optional.ofNullable(status);
  }

  void show(Optional<BoardStatus> now) {
    status = now.orElse(null);
  }

  Optional<String> powerSwitch() {
    return Optional.ofNullable(powerSwitch);
  }

  void showPowerSwitch(Optional<String> words) {
    powerSwitch = words.orElse(null);
  }
}
