package org.spinngate.server.admission;

import io.netty.channel.EventLoop;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;

/**
 * Who is at the other end of a door.
 *
 * @param login who it is, and by what
 * @param peer the address the connection came from, for people
 * @param loop the event loop of the connection, on which the session will live
 */
public record Client(Login login, String peer, EventLoop loop) {

  /** Who it is. */
  public User user() {
    return login.user();
  }

  /** Whether it can prove, by another connection, whose session it had. */
  public boolean mayComeBack() {
    return user().logsIn();
  }

  /** Whom limits and kicks mean, and others see: the user, or one of the many that a user is. */
  public String account() {
    return user().logsIn() ? user().name() : user().name() + " " + PeerHost.of(peer);
  }
}
