package org.spinngate.server.cluster;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.spinngate.server.board.Board;

/**
 * Lets boards go that nobody has needed for a while, so that they are served where they are wanted
 * next.
 *
 * <p>Confined to the executor on which it looks.
 */
final class QuietBoards {
  /** For so many looks, one after the other, nobody needed it. */
  private static final int LOOKS = 4;

  private final Homes homes;
  private final Predicate<Board> needed;
  private Map<ServedBoard, Integer> quiet = new HashMap<>();

  /**
   * @param needed whether somebody has a board or waits for it, or something is done to it
   */
  QuietBoards(Homes homes, Predicate<Board> needed) {
    this.homes = homes;
    this.needed = needed;
  }

  void look() {
    Map<ServedBoard, Integer> now = new HashMap<>();
    homes.quiet().stream()
        .filter(served -> !needed.test(served.board()))
        .forEach(board -> now.put(board, quiet.getOrDefault(board, 0) + 1));
    quiet = now;
    now.forEach(
        (board, looks) -> {
          if (looks >= LOOKS) {
            homes.letGo(board, needed);
          }
        });
  }
}
