package org.spinngate.server.lease;

import org.spinngate.protocol.Holder;

/** Somebody who has a board or stands in the queue for it. Called from any thread. */
public interface Claimant {
  /** Whose it is; all claimants of one account share a place in the queue. */
  String account();

  /** How this claimant is described to others who want the board. */
  Holder describe();

  /**
   * Whether it had the board when the process before this one ended, or the gateway before this
   * one, and may come back for it, or is back and its session has not begun yet.
   */
  default boolean isAway() {
    return false;
  }

  /** It has the board in place of an earlier one, whose session is to go on. Must only note it. */
  default void follows(Claimant earlier) {}

  /** Its client is back by a newer connection, which has the board instead. */
  default void superseded() {}

  /** The board is this claimant's now. Called at most once, and never from within a request. */
  void granted();

  /**
   * The queue or the holder has changed; {@link Lease#place} and {@link Lease#holder} say to what.
   * They are asked and not told, because news from two threads may overtake each other.
   */
  void moved();

  /**
   * The board is given to nobody any more, or not to everybody; this claimant still waits for it.
   */
  void questioned();
}
