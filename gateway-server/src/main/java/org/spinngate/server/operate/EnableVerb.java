package org.spinngate.server.operate;

import java.util.Set;
import java.util.function.Consumer;
import org.spinngate.server.board.Board;

/** Gives a disabled board to users again. */
final class EnableVerb implements Verb {
  private final BoardByName boards;
  private final Runnable changed;

  /**
   * @param changed run when a board has gone out of service or is back
   */
  EnableVerb(BoardByName boards, Runnable changed) {
    this.boards = boards;
    this.changed = changed;
  }

  @Override
  public String name() {
    return "enable";
  }

  @Override
  public Set<String> options() {
    return Set.of(Arguments.REASON);
  }

  @Override
  public boolean changes() {
    return true;
  }

  @Override
  public Answer answer(Arguments arguments, Consumer<String> progress) throws Refusal {
    arguments.reason();
    Board board = boards.find(arguments);
    boolean was = board.disabled().isPresent();
    board.enable();
    changed.run();
    return Answer.done(
        arguments,
        "board " + board.name() + (was ? " is enabled" : " was not disabled"),
        Answer.fields("board", board.name(), "disabled", null));
  }
}
