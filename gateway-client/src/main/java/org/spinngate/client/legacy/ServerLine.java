package org.spinngate.client.legacy;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.local.Connecting;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The way to one of an old server's two ports: a TCP connection, or a UDP socket that only the
 * server can send to. One serves all local applications, since the server knows one peer only.
 *
 * <p>Confined to the one event loop.
 */
final class ServerLine {
  private static final int BETWEEN_LOOKS_SECONDS = 1;

  private final Service service;
  private final ServerAddress server;
  private final EventLoop loop;
  private final BiFunction<ServerLineHandler, InetAddress, Bootstrap> sockets;
  private final ServerLineEvents events;
  private @Nullable Channel channel;
  private @Nullable InetAddress address;
  private boolean up;
  private boolean looking;

  /**
   * @param service what it is for
   * @param server where to, for messages; its port is used
   * @param sockets starts a socket on the loop, with this handler last, for this address
   * @param events hears what happens
   */
  ServerLine(
      Service service,
      ServerAddress server,
      EventLoop loop,
      BiFunction<ServerLineHandler, InetAddress, Bootstrap> sockets,
      ServerLineEvents events) {
    this.service = service;
    this.server = server;
    this.loop = loop;
    this.sockets = sockets;
    this.events = events;
  }

  Service service() {
    return service;
  }

  ServerAddress server() {
    return server;
  }

  /**
   * Sees to it that the line is up at this address; {@link ServerLineEvents#up} or {@link
   * ServerLineEvents#down} follows, maybe at once.
   *
   * @param patience for how long a connection may take
   */
  void dial(InetAddress next, Duration patience) {
    assert loop.inEventLoop();
    if (up && next.equals(address)) {
      events.up(this);
      return;
    }
    close();
    address = next;
    ServerLineHandler handler = new ServerLineHandler(this, events);
    ChannelFuture connecting =
        sockets
            .apply(handler, next)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) patience.toMillis())
            .connect(new InetSocketAddress(next, server.port()));
    channel = connecting.channel();
    Connecting.then(loop, connecting, this::dialled);
  }

  private void dialled(ChannelFuture connecting) {
    Channel dialled = connecting.channel();
    if (dialled != channel) {
      return;
    }
    if (connecting.isSuccess()) {
      up = true;
      events.up(this);
    } else {
      ended(dialled, LegacyEndings.notConnected(this, connecting.cause()));
    }
  }

  /** This socket of it is of no use any more. */
  void ended(Channel over, Ending ending) {
    if (over == channel) {
      close();
      events.down(this, ending);
    }
  }

  /** Whether it takes a datagram at present. */
  boolean hasRoom() {
    return up && channel != null && channel.isWritable();
  }

  /** Writes a datagram, whose bytes stay the caller's and must not change any more. */
  void write(ByteBuf datagram) {
    Channel now = channel;
    if (now != null) {
      now.write(datagram.retainedSlice(), now.voidPromise());
    }
  }

  /**
   * Sends a datagram at once.
   *
   * @param whenLeft run when the operating system has it, or by UDP would not take it
   */
  void send(ByteBuf datagram, Runnable whenLeft) {
    Channel now = channel;
    if (now != null) {
      now.writeAndFlush(datagram.retainedSlice())
          .addListener((ChannelFutureListener) written -> sent(written, whenLeft));
    }
  }

  private void sent(ChannelFuture written, Runnable whenLeft) {
    boolean ours = written.channel() == channel;
    if (written.isSuccess() && ours) {
      whenLeft.run();
    } else if (ours && written.channel() instanceof DatagramChannel) {
      ServerLineHandler.drop(written.cause(), events);
      refused(written.channel(), written.cause());
      whenLeft.run();
    }
    // A connection that does not take it ends, and who sent it sends it again on the next.
  }

  /**
   * The operating system does not take what is sent by UDP. If this machine has another address by
   * now the socket is of no use any more, and is exchanged for one with that address. That nobody
   * listens at the server's port says nothing, since the way there is as it was.
   */
  void refused(Channel by, Throwable cause) {
    InetAddress target = address;
    if (by != channel || looking || target == null || cause instanceof PortUnreachableException) {
      return;
    }
    looking = true;
    var unused =
        new LaterTask(() -> looking = false).in(loop, BETWEEN_LOOKS_SECONDS, TimeUnit.SECONDS);
    ChannelFuture connecting =
        sockets
            .apply(new ServerLineHandler(this, events), target)
            .connect(new InetSocketAddress(target, server.port()));
    Connecting.then(loop, connecting, connected -> exchange(by, connected));
  }

  private void exchange(Channel former, ChannelFuture connected) {
    Channel fresh = connected.channel();
    boolean wanted = connected.isSuccess() && former == channel && !sameAddress(former, fresh);
    if (wanted) {
      channel = fresh;
      former.flush();
    }
    Channel useless = wanted ? former : fresh;
    if (useless.isRegistered()) {
      useless.close();
    }
  }

  private static boolean sameAddress(Channel one, Channel other) {
    return one.localAddress() instanceof InetSocketAddress mine
        && other.localAddress() instanceof InetSocketAddress its
        && mine.getAddress().equals(its.getAddress());
  }

  /** What was written leaves. */
  void flush() {
    if (channel != null) {
      channel.flush();
    }
  }

  /** Closes it; nothing is told. */
  void close() {
    Channel former = channel;
    channel = null;
    up = false;
    // One that could not even be made has no loop, and cannot be closed.
    if (former != null && former.isRegistered()) {
      former.close();
    }
  }
}
