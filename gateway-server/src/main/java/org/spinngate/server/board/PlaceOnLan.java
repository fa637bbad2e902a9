package org.spinngate.server.board;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.boot.BootTurn;
import org.spinngate.server.tag.BoardTags;

/**
 * What stays the same of a board under whatever words the operator describes it.
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
}
