package org.spinngate.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.operate.Operations;
import org.spinngate.server.power.Caretakers;

/** Switches boards' power as an operator says, by the gateway where they are at home. */
final class PowerAtHome implements Operations.PowerControl {
  private final LeaseBook book;
  private final Caretakers caretakers;
  private final Optional<Operations.PowerControl> far;

  PowerAtHome(SessionSetup setup) {
    this.book = setup.leases();
    this.caretakers = setup.caretakers();
    this.far = setup.leaseSetup().farPower(this::onlyHere);
  }

  @Override
  public CompletionStage<PowerOutcome> order(
      Board board, PowerOrder what, Consumer<String> progress) {
    return here(board, what, progress)
        .thenCompose(
            outcome ->
                outcome
                    .<CompletionStage<PowerOutcome>>map(CompletableFuture::completedStage)
                    .orElseGet(() -> far.orElseThrow().order(board, what, progress)));
  }

  /** Empty if another gateway is to be asked. */
  private CompletionStage<Optional<PowerOutcome>> here(
      Board board, PowerOrder what, Consumer<String> progress) {
    return book.atHome(
        board,
        () -> caretakers.order(board, what, progress).thenApply(Optional::of),
        why ->
            Optional.of(new PowerOutcome(PowerOutcome.Result.REFUSED, why.text()))
                .filter(refused -> far.isEmpty() || why.cause() != CloseCause.ELSEWHERE));
  }

  /** For the operator of another gateway: it is not sent on again. */
  private CompletionStage<PowerOutcome> onlyHere(
      Board board, PowerOrder what, Consumer<String> progress) {
    return book.atHome(
        board,
        () -> caretakers.order(board, what, progress),
        why -> new PowerOutcome(PowerOutcome.Result.REFUSED, why.text()));
  }
}
