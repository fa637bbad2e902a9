package org.spinngate.server.link;

import org.spinngate.protocol.CloseCause;

/**
 * What the door tells the metrics.
 *
 * <p>Implementations are thread-safe.
 */
public interface LoginMeter {
  /** Counts nothing. */
  LoginMeter NONE =
      new LoginMeter() {
        @Override
        public void login(LoginResult result) {}

        @Override
        public void refused(CloseCause cause) {}

        @Override
        public void paused(FramePayer payer) {}
      };

  /** Somebody wanted to come in. */
  void login(LoginResult result);

  /** A connection is ended before it has a session, or a user does not get the board wished for. */
  void refused(CloseCause cause);

  /** Nothing is read from a connection for a while, since it brought more than it may. */
  void paused(FramePayer payer);
}
