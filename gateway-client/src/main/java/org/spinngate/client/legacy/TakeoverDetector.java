package org.spinngate.client.legacy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Notices that an old server lets go of its clients in turn: with TCP a second client makes it
 * close the connection of the first, so that two that both come back at once would never let each
 * other work.
 *
 * <p>Confined to the event loop.
 */
final class TakeoverDetector {
  /** A connection that lasts for so long was not taken over by a client that came back. */
  private static final long SHORT_LIFE = TimeUnit.SECONDS.toNanos(90);

  private static final int SUSPICIOUS = 3;
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private int shortLives;

  /** The old server was there, and is gone. */
  void lost(long lifeNanos) {
    shortLives = lifeNanos < SHORT_LIFE ? shortLives + 1 : 0;
  }

  /** An attempt failed, so the server itself was gone. */
  void serverGone() {
    shortLives = 0;
  }

  /** Whether there probably are any. */
  boolean suspected() {
    return shortLives >= SUSPICIOUS;
  }

  /** The pause before the next attempt: long enough for another to do something in it. */
  Duration pause(Duration usual) {
    return suspected() && usual.compareTo(PAUSE) < 0 ? PAUSE : usual;
  }
}
