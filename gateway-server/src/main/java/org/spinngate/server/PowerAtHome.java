package org.spinngate.server;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOrder;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.operate.Operations;
import org.spinngate.server.power.Caretakers;

/** Switches boards' power as an operator says, where they are at home. */
record PowerAtHome(LeaseBook book, Caretakers caretakers) implements Operations.PowerControl {
  @Override
  public CompletionStage<PowerOutcome> order(
      Board board, PowerOrder what, Consumer<String> progress) {
    return book.atHome(
        board,
        () -> caretakers.order(board, what, progress),
        why -> new PowerOutcome(PowerOutcome.Result.REFUSED, why.text()));
  }
}
