package org.spinngate.server.lease;

/** A place in the queue for a board. Thread-safe. */
public interface Ticket {
  /** The place, 1 for the one who is next; 0 if it is not in the queue any more. */
  int place();

  /** Gives the place back; harmless if it is not in the queue any more. */
  void cancel();
}
