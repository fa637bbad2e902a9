package org.spinngate.server.session;

import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.server.board.Board;

/**
 * What one session sees of its board, told once a second: nobody else asks a board that somebody
 * has.
 *
 * <p>Confined to the session's event loop.
 */
final class BoardWatch {
  private final Board board;
  private long toBoard;
  private long fromBoard;
  private long unreachable;

  BoardWatch(Board board) {
    this.board = board;
  }

  void toBoard() {
    toBoard++;
  }

  /** What comes from the boot service is not the word of a booted board. */
  void fromBoard(Service service) {
    fromBoard += service == Service.SCP ? 1 : 0;
  }

  void dropped(DropReason reason) {
    unreachable += reason == DropReason.BOARD_UNREACHABLE ? 1 : 0;
  }

  /** Tells what has happened since the last time. */
  void tell() {
    board.used(toBoard, fromBoard, unreachable);
    toBoard = 0;
    fromBoard = 0;
    unreachable = 0;
  }
}
