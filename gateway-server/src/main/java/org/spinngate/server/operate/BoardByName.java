package org.spinngate.server.operate;

import java.util.Collection;
import java.util.function.Supplier;
import org.spinngate.protocol.ExitCode;
import org.spinngate.server.board.Board;

/** Finds the board that a request is about. */
final class BoardByName {
  private final Supplier<? extends Collection<Board>> boards;

  BoardByName(Supplier<? extends Collection<Board>> boards) {
    this.boards = boards;
  }

  Board find(Arguments arguments) throws VerbRefusal {
    String name = arguments.operand("board");
    return boards.get().stream()
        .filter(board -> board.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new VerbRefusal(
                    ExitCode.BOARD_REFUSED,
                    "there is no board '" + name + "'; the command boards lists all"));
  }
}
