package org.spinngate.client.dial;

/** Knows how to reach the server. */
public interface Dialler {
  /** Begins one attempt at a connection; on the event loop. */
  Call dial(Caller caller);
}
