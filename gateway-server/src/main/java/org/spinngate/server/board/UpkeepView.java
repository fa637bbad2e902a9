package org.spinngate.server.board;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final AtomicInteger departures = new AtomicInteger();

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
    return departures.get() > 0 || underWay;
  }

  /** Whether something is done to it, or is going to be. */
  public boolean isDue() {
    return isUnderWay() || due;
  }

  /** Something is done to it now, or not, and is going to be done. */
  public void showWork(boolean now, boolean later) {
    underWay = now;
    due = later;
  }

  /**
   * Somebody leaves the board, and who looks after it is about to learn that. Until then it is as
   * if something was done to the board.
   */
  public void leaves() {
    departures.incrementAndGet();
  }

  /** Who looks after the board knows of one who has left, and shows what follows. */
  public void leftIsKnown() {
    departures.decrementAndGet();
  }

  Optional<String> powerSwitch() {
    return Optional.ofNullable(powerSwitch);
  }

  void showPowerSwitch(Optional<String> words) {
    powerSwitch = words.orElse(null);
  }
}
