package org.spinngate.client.dial;

/** One attempt at a connection, and the connection that comes of it. */
public interface Call {
  /**
   * Says goodbye if anybody is there, and closes. The caller still hears the end, within little
   * more than a second. On the event loop.
   */
  void hangUp();

  /** Closes without a word, because the session goes on elsewhere. On the event loop. */
  void abandon();
}
