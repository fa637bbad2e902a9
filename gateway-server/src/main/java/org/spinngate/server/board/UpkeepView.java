package org.spinngate.server.board;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of how a board is looked after between its users.
 *
 * <p>Thread-safe.
 */
public final class UpkeepView {
  private volatile @Nullable BoardStatus status;
  private volatile @Nullable String powerSwitch;
  private volatile Supplier<Optional<CareState>> elsewhere = Optional::empty;
  private volatile boolean underWay;
  private volatile boolean due;

  Optional<BoardStatus> status() {
    return elsewhere.get().map(CareState::status).orElseGet(() -> Optional.ofNullable(status));
  }

  /**
   * Of several gateways another one may look after it.
   *
   * @param known what is known of it then; empty while it is looked after here
   */
  public void follow(Supplier<Optional<CareState>> known) {
    elsewhere = known;
  }

  /** What is done to it, or was done in vain; nothing if that is over. */
  public void show(Optional<BoardStatus> now) {
    status = now.orElse(null);
  }

  /** Whether something is done to it at this moment, which is better not left to another. */
  public boolean isUnderWay() {
    return underWay;
  }

  /** Whether something is done to it, or is going to be. */
  public boolean isDue() {
    return due;
  }

  /** Something is done to it now, or not, and is going to be done. */
  public void showWork(boolean now, boolean later) {
    underWay = now;
    due = later;
  }

  Optional<String> powerSwitch() {
    return Optional.ofNullable(powerSwitch);
  }

  void showPowerSwitch(Optional<String> words) {
    powerSwitch = words.orElse(null);
  }
}
