package org.spinngate.server.operate;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Board;
import org.spinngate.server.report.BoardJson;
import org.spinngate.server.report.BoardRow;
import org.spinngate.server.report.BoardTable;

/** What the boards are, and who has them. */
final class BoardsVerb implements Verb {
  private final Supplier<? extends Collection<Board>> boards;
  private final Optional<Facility> facility;
  private final Clock clock;

  BoardsVerb(
      Supplier<? extends Collection<Board>> boards, Optional<Facility> facility, Clock clock) {
    this.boards = boards;
    this.facility = facility;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "boards";
  }

  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.requireNoOperand();
    List<BoardRow> rows = boards.get().stream().map(BoardRow::of).toList();
    return VerbAnswer.fine(arguments.json() ? BoardJson.text(rows, facility) : table(rows));
  }

  private String table(List<BoardRow> rows) {
    return facility
        .map(several -> BoardTable.format(rows, clock.instant(), several))
        .orElseGet(() -> BoardTable.format(rows, clock.instant()));
  }
}
