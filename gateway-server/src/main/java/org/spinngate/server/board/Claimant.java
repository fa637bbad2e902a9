package org.spinngate.server.board;

import java.util.Optional;
import org.spinngate.protocol.Holder;

/** Somebody who has a board or stands in the queue for it. Called from any thread. */
public interface Claimant {
  /** How this claimant is described to others who want the board. */
  Holder describe();

  /** The board is this claimant's now. Called at most once, and never from within a request. */
  void granted();

  /**
   * The queue or the holder has changed.
   *
   * @param position 1 for the one who is next
   * @param holder who has the board, if anybody
   */
  void moved(int position, Optional<Holder> holder);
}
