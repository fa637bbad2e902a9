package org.spinngate.server.board;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The boards by name, in the operator's order.
 *
 * <p>Thread-safe; all boards are replaced at once.
 */
public final class BoardDirectory {
  private volatile Map<String, Board> boards;

  /** Keeps the order of the list. */
  public BoardDirectory(List<Board> boards) {
    this.boards = byName(boards);
  }

  /** From here on there are these boards and no others. */
  public void replace(List<Board> all) {
    boards = byName(all);
  }

  private static Map<String, Board> byName(List<Board> boards) {
    Map<String, Board> byName = new LinkedHashMap<>();
    boards.forEach(board -> byName.put(board.name(), board));
    return Collections.unmodifiableMap(byName);
  }

  /** The board of this name, if there is one. */
  public Optional<Board> find(String name) {
    return Optional.ofNullable(boards.get(name));
  }

  /** All boards, in the operator's order. */
  public Collection<Board> all() {
    return boards.values();
  }
}
