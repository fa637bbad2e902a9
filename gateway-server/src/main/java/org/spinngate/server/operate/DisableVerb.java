package org.spinngate.server.operate;

import java.util.function.Consumer;
import org.spinngate.server.board.Board;

/** Gives a board to nobody new. */
final class DisableVerb extends ReasonedVerb {
  private final BoardByName boards;
  private final Consumer<Board> changed;

  /**
   * @param changed run when a board has gone out of service or is back
   */
  DisableVerb(BoardByName boards, Consumer<Board> changed) {
    super("disable");
    this.boards = boards;
    this.changed = changed;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    String reason = arguments.requiredReason();
    Board board = boards.find(arguments);
    board.disable(reason);
    changed.accept(board);
    return VerbAnswer.done(
        arguments, words(board), VerbAnswer.fields("board", board.name(), "disabled", reason));
  }

  private static String words(Board board) {
    String who =
        board
            .lease()
            .holder()
            .map(holder -> holder.user() + " still has it; kick ends the session")
            .orElse("nobody has it");
    return "board " + board.name() + " is disabled; " + who;
  }
}
