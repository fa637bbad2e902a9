package org.spinngate.server.systemd;

import io.netty.util.concurrent.EventExecutorGroup;

/** The way to systemd; see sd_notify(3). */
interface NotifySocket {
  /**
   * Sends assignments such as {@code READY=1}, one on each line. On a thread of {@link #threads},
   * which has only one; what cannot be sent is told to the log.
   */
  void send(String assignments);

  /** Where things are sent in the order in which they are told. */
  EventExecutorGroup threads();
}
