package org.spinngate.server.power;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareMemory;
import org.spinngate.server.board.CareState;

/** What several gateways share of one board, which a test can hold up. */
final class PlayedMemory implements CareMemory {
  final List<CareState> noted = new ArrayList<>();
  private int untilHeld = -1;
  private CareState last = CareState.CLEAN;
  private Optional<CompletableFuture<Void>> held = Optional.empty();

  /** From now on nothing that is noted is known to others. */
  void hold() {
    held = Optional.of(new CompletableFuture<>());
  }

  /** The same after so many notes. */
  void holdAfter(int notes) {
    untilHeld = notes;
  }

  void release() {
    held.ifPresent(all -> all.complete(null));
    held = Optional.empty();
  }

  /** The board is another gateway's. */
  void lose() {
    held.ifPresent(all -> all.completeExceptionally(new IllegalStateException("lost")));
  }

  @Override
  public CareState of(Board board) {
    return last;
  }

  @Override
  public CompletionStage<Void> note(Board board, Object author, CareState state) {
    last = state;
    noted.add(state);
    if (untilHeld-- == 0) {
      hold();
    }
    return held.<CompletionStage<Void>>map(CompletableFuture::copy)
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  @Override
  public CompletionStage<Void> noteUse(Board board, Object author, CareState state) {
    return note(board, author, state);
  }
}
