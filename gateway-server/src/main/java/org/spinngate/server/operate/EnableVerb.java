package org.spinngate.server.operate;

import java.util.Optional;
import java.util.function.Consumer;
import org.spinngate.server.board.Board;
import org.spinngate.server.order.NotTold;
import org.spinngate.server.order.OperatorOrders;

/** Gives a disabled board to users again. */
final class EnableVerb extends ReasonedVerb {
  private final BoardByName boards;
  private final OperatorOrders orders;

  EnableVerb(BoardByName boards, OperatorOrders orders) {
    super("enable");
    this.boards = boards;
    this.orders = orders;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.reason();
    Board board = boards.find(arguments);
    boolean was = board.disabled().isPresent();
    try {
      orders.service(board, Optional.empty());
    } catch (NotTold e) {
      throw VerbRefusal.notTold(e);
    }
    return VerbAnswer.done(
        arguments,
        "board " + board.name() + (was ? " is enabled" : " was not disabled"),
        VerbAnswer.fields("board", board.name(), "disabled", null));
  }
}
