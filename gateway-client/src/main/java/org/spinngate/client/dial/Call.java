package org.spinngate.client.dial;

/** One attempt at a connection, and the connection if it succeeds. */
public interface Call {
  /**
   * The caller has had what it wants: also if the connection ends now, no other gateway is tried in
   * this call, and this one is the first in the next. On the event loop.
   */
  default void served() {}

  /**
   * Says goodbye if anybody is there, and closes. The caller still hears the end, within little
   * more than a second. On the event loop.
   */
  void hangUp();

  /** Closes without a word, because the session goes on elsewhere. On the event loop. */
  void abandon();
}
