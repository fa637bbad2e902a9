package org.spinngate.server.link;

import io.netty.channel.Channel;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.Logins;

/**
 * Decides who is let in, and tells the audit log and the metrics.
 *
 * @param logins decides
 * @param audit says who was let in and who was not
 * @param meter counts who comes in and who does not
 */
public record LoginDecisions(Logins logins, AuditLog audit, LoginMeter meter) {
  void accepted(Hello hello, Channel channel) {
    meter.login(LoginResult.ACCEPTED);
    audit.loggedIn(hello.user(), channel, hello.client());
  }

  /**
   * Nobody is let in.
   *
   * @param user whose name was given; may be empty
   */
  void refused(String user, Channel channel, LoginResult result, CloseCause cause) {
    meter.login(result);
    audit.loginRefused(user, channel, result, cause);
    meter.refused(cause);
  }

  /** A board was power-cycled for a user. */
  void boardReset(Login login, Channel channel, String board) {
    audit.boardReset(login.name(), channel, board, "ok");
  }

  /** A board was not power-cycled for a user. */
  void resetRefused(Login login, Channel channel, String board, CloseCause cause) {
    meter.refused(cause);
    audit.boardReset(login.name(), channel, board, cause.label());
  }

  /** One who is let in does not get the board. */
  void boardRefused(Login login, Channel channel, String board, CloseCause cause) {
    meter.refused(cause);
    audit.boardRefused(login.name(), channel, board, cause.label());
  }
}
