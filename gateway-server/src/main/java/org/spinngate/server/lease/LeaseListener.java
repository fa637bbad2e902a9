package org.spinngate.server.lease;

import org.spinngate.protocol.Holder;

/** What one who asks for a board hears of it. Called from any thread, and must not wait. */
public interface LeaseListener {
  /** How this one is described to others who want the board; at any time, also while it has it. */
  Holder describe();

  /**
   * The board is this one's, after it had to wait. Called at most once; never from within {@link
   * LeaseBook#ask}, but perhaps before its answer has been looked at.
   */
  void granted(Grant grant);

  /** The queue or the holder has changed; {@link Ticket#place} and the board's view say to what. */
  void moved();

  /** The board is given to nobody any more, or not to everybody; this one still waits for it. */
  void questioned();
}
