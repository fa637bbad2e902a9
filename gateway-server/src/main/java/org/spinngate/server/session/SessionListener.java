package org.spinngate.server.session;

import org.spinngate.protocol.CloseCause;
import org.spinngate.server.usage.SessionMeter;

/** Hears of a session's fate. Called on the session's event loop. */
interface SessionListener {
  /** Counts what the session does. */
  SessionMeter meter();

  /** What the log holds back of all sessions. */
  SessionLines lines();

  /** The client has gone, or is back. */
  void changed(Session session);

  /** The session is over. Called once, and last. */
  void ended(Session session, CloseCause cause, String text);
}
