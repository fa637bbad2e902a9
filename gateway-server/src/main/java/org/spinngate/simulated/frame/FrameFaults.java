package org.spinngate.simulated.frame;

import java.time.Duration;

/**
 * What is wrong with a frame from now on.
 *
 * @param requestsLost so many datagrams are lost on their way to it
 * @param refuses whether it says no to commands for the power
 * @param repliesLost so many of its answers are lost on their way back
 * @param late so much later than it should does it answer
 */
public record FrameFaults(int requestsLost, boolean refuses, int repliesLost, Duration late) {
  /** It works. */
  public static final FrameFaults NONE = new FrameFaults(0, false, 0, Duration.ZERO);

  /** It says nothing at all. */
  public static final FrameFaults DEAD = NONE.losingRequests(Integer.MAX_VALUE);

  /** The next datagrams do not reach it. */
  public FrameFaults losingRequests(int many) {
    return new FrameFaults(many, refuses, repliesLost, late);
  }

  /** It does what it is told, but its next answers are lost. */
  public FrameFaults losingReplies(int many) {
    return new FrameFaults(requestsLost, refuses, many, late);
  }

  /** It does not do what it is told, and says so. */
  public FrameFaults refusing() {
    return new FrameFaults(requestsLost, true, repliesLost, late);
  }

  /** Its answers come so much later. */
  public FrameFaults lateBy(Duration delay) {
    return new FrameFaults(requestsLost, refuses, repliesLost, delay);
  }
}
