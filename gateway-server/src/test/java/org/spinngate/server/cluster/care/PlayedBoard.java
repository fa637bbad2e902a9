package org.spinngate.server.cluster.care;

import org.spinngate.server.board.CareState;

/** A board as it really is. */
final class PlayedBoard {
  private boolean dirty;
  private boolean off;
  private boolean unfit;

  /** A user gets it, and leaves something on it. */
  void isUsed() {
    dirty = true;
    unfit |= off;
  }

  void losesPower() {
    off = true;
    dirty = false;
  }

  void getsPower() {
    off = false;
  }

  /** What is wrong if this is all that its next home knows; empty if it knows enough. */
  String unknownTo(CareState known) {
    if (unfit) {
      return "a user has got it without power";
    } else if (dirty && !known.used()) {
      return "it was used";
    }
    return off && !known.mayBeOff() ? "it is off" : "";
  }
}
