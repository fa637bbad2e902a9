package org.spinngate.client.dial;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.local.Connecting;
import org.spinngate.client.sealed.SealedCarrier;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.stream.Heartbeat;

/**
 * One attempt at one address of the server, and the connection if it succeeds.
 *
 * <p>Confined to the event loop.
 */
final class Attempt implements Caller {
  private final InetAddress address;
  private final ServerAddress server;
  private final Owner owner;
  private @Nullable Channel channel;
  private boolean connecting = true;
  private boolean over;

  /** The one who makes attempts. Hears no more of an attempt that it has given up. */
  interface Owner {
    /** The server has proved who it is; all other attempts must end now. */
    void proved(Attempt attempt);

    /** What the server says of itself, just before {@link #welcomed}. */
    void told(Extras extras);

    /** The server has accepted the login. */
    ChannelHandler welcomed(Attempt attempt, Heartbeat heartbeat, SealedCarrier sealed);

    /** It is over. */
    void ended(Attempt attempt, Ending ending);
  }

  Attempt(InetAddress address, ServerAddress server, Owner owner) {
    this.address = address;
    this.server = server;
    this.owner = owner;
  }

  /**
   * Begins.
   *
   * @param loop the one event loop
   * @param sockets starts a connection for the one who hears of it
   */
  void start(EventLoop loop, Function<Caller, Bootstrap> sockets) {
    ChannelFuture connection =
        sockets.apply(this).connect(new InetSocketAddress(address, server.port()));
    channel = connection.channel();
    Connecting.then(loop, connection, this::connected);
  }

  private void connected(ChannelFuture connection) {
    connecting = false;
    if (!connection.isSuccess()) {
      ended(Endings.of(connection.cause(), server));
    }
  }

  InetAddress address() {
    return address;
  }

  /** Whether nobody has taken the connection so far. */
  boolean isConnecting() {
    return connecting;
  }

  @Nullable Channel channel() {
    return channel;
  }

  /** Closes it, and nothing more is told of it. */
  void giveUp() {
    over = true;
    Channel open = channel;
    // One that could not even be made has no loop, and cannot be closed.
    if (open != null && open.isRegistered()) {
      open.close();
    }
  }

  @Override
  public void connected() {
    if (!over) {
      owner.proved(this);
    }
  }

  @Override
  public void told(Extras extras) {
    owner.told(extras);
  }

  @Override
  public ChannelHandler welcomed(Heartbeat heartbeat, SealedCarrier sealed) {
    return owner.welcomed(this, heartbeat, sealed);
  }

  @Override
  public void ended(Ending ending) {
    if (!over) {
      over = true;
      owner.ended(this, ending);
    }
  }
}
