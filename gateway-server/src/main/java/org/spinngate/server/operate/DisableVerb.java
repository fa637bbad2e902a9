package org.spinngate.server.operate;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.spinngate.protocol.Holder;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Board;
import org.spinngate.server.order.NotTold;
import org.spinngate.server.order.OperatorOrders;

/** Gives a board to nobody new. */
final class DisableVerb extends ReasonedVerb {
  private final BoardByName boards;
  private final OperatorOrders orders;
  private final Optional<Facility> facility;

  /**
   * @param facility knows who has boards of other gateways
   */
  DisableVerb(BoardByName boards, OperatorOrders orders, Optional<Facility> facility) {
    super("disable");
    this.boards = boards;
    this.orders = orders;
    this.facility = facility;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    String reason = arguments.reasonInWords();
    Board board = boards.find(arguments);
    try {
      orders.service(board, Optional.of(reason));
    } catch (NotTold e) {
      throw VerbRefusal.notTold(e);
    }
    return VerbAnswer.done(
        arguments, words(board), VerbAnswer.fields("board", board.name(), "disabled", reason));
  }

  private String words(Board board) {
    String who =
        board
            .lease()
            .holder()
            .map(Holder::user)
            .or(() -> elsewhere(board))
            .map(holder -> holder + " still has it; kick ends the session")
            .orElse("nobody has it");
    return "board " + board.name() + " is disabled; " + who;
  }

  private Optional<String> elsewhere(Board board) {
    return facility.map(Facility::elsewhere).orElse(List.of()).stream()
        .filter(session -> session.board().equals(board.name()))
        .map(session -> session.user() + ", at the gateway " + session.gateway() + ",")
        .findFirst();
  }
}
