package org.spinngate.server.config;

/** How many sessions may hold one board at the same time. */
public enum Access {
  /** One session at a time; everybody else is told who holds the board, or waits. */
  EXCLUSIVE,
  /** Any number of sessions at once, each with flows of its own. */
  SHARED
}
