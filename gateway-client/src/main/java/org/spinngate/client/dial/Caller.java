package org.spinngate.client.dial;

import io.netty.channel.ChannelHandler;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.stream.Heartbeat;

/** The one who wanted a connection; hears what becomes of it. Called on the event loop. */
public interface Caller {
  /** One of the gateways is tried from here on; all of them in turn, until one serves. */
  default void trying(ServerAddress gateway) {}

  /** It does not serve, and another one is going to be tried. */
  default void passedOver(ServerAddress gateway, Ending why) {}

  /** The server answers and has proved who it is; login is next. */
  void connected();

  /**
   * What the server says of itself, just before {@link #welcomed}.
   *
   * @param extras the tail of its welcome
   */
  default void told(Extras extras) {}

  /**
   * The server has accepted the login.
   *
   * @param heartbeat the one of this connection
   * @param sealed makes a second carrier beside it
   * @return the phase that follows
   */
  ChannelHandler welcomed(Heartbeat heartbeat, SealedCarrier sealed);

  /** The connection, or the attempt at it, is over. Called once, and last. */
  void ended(Ending ending);
}
