package org.spinngate.server.health;

import java.util.ArrayList;
import java.util.List;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;

/**
 * Whether datagrams can go out towards boards: not, if of all boards of which anything is known
 * each one is unreachable, and these are more than those whose users send nothing, which nobody
 * asks. A board that is disabled says nothing, nor does one that was never heard.
 *
 * <p>Thread-safe.
 */
final class BoardCheck {
  /** More names than these help nobody. */
  private static final int MOST_NAMED = 20;

  private final BoardDirectory boards;

  BoardCheck(BoardDirectory boards) {
    this.boards = boards;
  }

  HealthCheck check() {
    int reachable = 0;
    int idle = 0;
    List<String> unreachable = new ArrayList<>();
    for (Board board : boards.all()) {
      BoardStatus status = board.status();
      boolean heard =
          switch (status.state()) {
            case UNBOOTED, BOOTING, BOOTED -> true;
            case IN_USE -> board.condition().heardLately();
            case UNREACHABLE -> {
              unreachable.add(board.name() + " (" + status.detail() + ")");
              yield false;
            }
            case UNKNOWN, OFF, POWERING, FAILED, DISABLED -> false;
          };
      reachable += heard ? 1 : 0;
      idle += !heard && status.state() == BoardState.IN_USE ? 1 : 0;
    }
    return new HealthCheck(
        "boards", reachable > 0 || unreachable.size() <= idle, words(reachable, unreachable));
  }

  private static String words(int reachable, List<String> unreachable) {
    String within = reachable + " within reach";
    if (unreachable.isEmpty()) {
      return within;
    }
    int named = Math.min(unreachable.size(), MOST_NAMED);
    int more = unreachable.size() - named;
    return within
        + "; unreachable: "
        + String.join(", ", unreachable.subList(0, named))
        + (more == 0 ? "" : " and " + more + " more");
  }
}
