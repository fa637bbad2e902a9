package org.spinngate.server.operate;

import java.util.function.Consumer;
import org.spinngate.server.board.Board;

/** Gives a disabled board to users again. */
final class EnableVerb extends ReasonedVerb {
  private final BoardByName boards;
  private final Consumer<Board> changed;

  /**
   * @param changed run when a board has gone out of service or is back
   */
  EnableVerb(BoardByName boards, Consumer<Board> changed) {
    super("enable");
    this.boards = boards;
    this.changed = changed;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.reason();
    Board board = boards.find(arguments);
    boolean was = board.disabled().isPresent();
    board.enable();
    changed.accept(board);
    return VerbAnswer.done(
        arguments,
        "board " + board.name() + (was ? " is enabled" : " was not disabled"),
        VerbAnswer.fields("board", board.name(), "disabled", null));
  }
}
