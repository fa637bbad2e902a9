package org.spinngate.server.flow;

import java.net.PortUnreachableException;

/**
 * Whether the way of one flow to its board may be another by now: the system refused what was sent,
 * or much was sent and nothing heard. That nobody listens at the board's port says nothing, since
 * the way there is as it was.
 *
 * <p>Confined to the session's event loop; looked at once a second.
 */
final class RouteDoubt {
  /** No board that works takes so many seconds to answer. */
  private static final int SILENT_SECONDS = 3;

  /** A board that is off stays silent: then every so many seconds will do. */
  private static final int AGAIN_SECONDS = 8;

  private boolean asked;
  private boolean failed;
  private int silence;

  void sent() {
    asked = true;
  }

  void heard() {
    asked = false;
    silence = 0;
  }

  void failed(Throwable cause) {
    failed |= !(cause instanceof PortUnreachableException);
  }

  /** A second has passed. Whether it is time to find out. */
  boolean arises() {
    silence += asked ? 1 : 0;
    boolean now = failed || (asked && silence % AGAIN_SECONDS == SILENT_SECONDS);
    failed = false;
    return now;
  }
}
