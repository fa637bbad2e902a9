package org.spinngate.client.link;

/**
 * Keeps one way to a board open, from its start until it is released or refused for good.
 *
 * <p>Confined to the one event loop.
 */
public interface SessionKeeper {
  /** Begins the first attempt. */
  void start();

  /** Gives the board back at once and ends for good; {@link LinkState.Stopped} follows. */
  void release();
}
