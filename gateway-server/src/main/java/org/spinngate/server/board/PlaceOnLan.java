package org.spinngate.server.board;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.boot.BootTurn;
import org.spinngate.server.tag.BoardTags;

/**
 * What stays the same of a board if the operator describes it in other words, and the state that
 * follows from that.
 *
 * <p>Thread-safe.
 *
 * @param identity what it is
 * @param lease who has it
 * @param bootTurn who boots it
 * @param tags its IP tags
 * @param condition what was heard of it
 * @param disabled why nobody gets it, if so
 * @param upkeep what is done to it between its users, if anything is
 * @param whereabouts where it is
 */
record PlaceOnLan(
    BoardIdentity identity,
    AtomicReference<LeaseView> lease,
    BootTurn bootTurn,
    BoardTags tags,
    BoardCondition condition,
    AtomicReference<@Nullable String> disabled,
    UpkeepView upkeep,
    AtomicReference<Whereabouts> whereabouts) {

  /** Nobody has it, and nothing was done to it. */
  static PlaceOnLan at(Whereabouts there, boolean shared, BoardCondition condition) {
    return new PlaceOnLan(
        new BoardIdentity(),
        new AtomicReference<>(LeaseView.free(shared)),
        new BootTurn(),
        new BoardTags(),
        condition,
        new AtomicReference<@Nullable String>(),
        new UpkeepView(),
        new AtomicReference<>(there));
  }

  /** Where it is at this moment. */
  Whereabouts now() {
    return Objects.requireNonNull(whereabouts.get(), "there from the beginning");
  }

  /** Who has it, as was shown last. */
  LeaseView shownLease() {
    return Objects.requireNonNull(lease.get(), "there from the beginning");
  }

  /**
   * What it is now: the first that holds of disabled, what is done to it, booting, unreachable, in
   * use, and heard.
   */
  BoardStatus status() {
    return Optional.ofNullable(disabled.get())
        .map(reason -> new BoardStatus(BoardState.DISABLED, reason))
        .or(upkeep::status)
        .or(this::boot)
        .or(() -> Optional.ofNullable(now().nowhere()).map(PlaceOnLan::unreachable))
        .orElseGet(this::heard);
  }

  private Optional<BoardStatus> boot() {
    return beingBooted()
        ? Optional.of(new BoardStatus(BoardState.BOOTING, "a boot is under way"))
        : Optional.empty();
  }

  private boolean beingBooted() {
    return bootTurn.taken() || condition.startingUp(bootTurn.lastSentNanos());
  }

  private static BoardStatus unreachable(String reason) {
    return new BoardStatus(BoardState.UNREACHABLE, reason);
  }

  /** What nobody could reach just now is told as that, whoever has it. */
  private BoardStatus heard() {
    BoardStatus heard = condition.status();
    return shownLease().held() && !condition.freshlyUnreachable()
        ? new BoardStatus(BoardState.IN_USE, heard.words())
        : heard;
  }

  /** Takes what a session has seen; a board that is being booted may be silent. */
  void used(long toBoard, long fromBoard, long unreachable) {
    if (beingBooted()) {
      condition.bootUnderWay();
    }
    condition.used(toBoard, fromBoard, unreachable);
  }

  /** What was known of what runs on it is void. */
  void lostPower() {
    condition.forget();
    bootTurn.completed();
    tags.ledger().lostPower();
  }
}
