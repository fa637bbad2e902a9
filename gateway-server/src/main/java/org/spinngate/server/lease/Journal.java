package org.spinngate.server.lease;

import org.spinngate.protocol.CloseCause;

/**
 * What the next process that serves a board must know of its sessions.
 *
 * <p>Thread-safe; no method waits.
 */
public interface Journal {
  /**
   * A session begins.
   *
   * @param noted run, on any thread, once the next process would know of it, or if that cannot be
   *     had at present
   */
  void begun(JournalEntry session, Runnable noted);

  /** The session is over, unless only the server stops: then its client will be back. */
  void ended(SessionId id, CloseCause cause);
}
