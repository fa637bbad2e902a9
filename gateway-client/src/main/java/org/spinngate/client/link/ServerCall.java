package org.spinngate.client.link;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;

/**
 * One attempt at a connection: the server's addresses are tried in turn until one answers.
 *
 * <p>Confined to the event loop.
 */
final class ServerCall implements Call {
  private static final int LAST_WORDS_MILLIS = 1_200;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final ServerAddress server;
  private final Caller caller;
  private final Deque<InetAddress> untried = new ArrayDeque<>();
  private @Nullable Channel channel;
  private boolean hungUp;

  /**
   * @param loop the one event loop
   * @param bootstrap ready but for the address
   * @param server where to
   * @param caller hears what becomes of it
   */
  ServerCall(EventLoop loop, Bootstrap bootstrap, ServerAddress server, Caller caller) {
    this.loop = loop;
    this.bootstrap = bootstrap;
    this.server = server;
    this.caller = caller;
  }

  void start(NameLookup names) {
    assert loop.inEventLoop();
    names
        .addressesOf(server.host())
        .whenCompleteAsync(
            (found, failure) -> {
              if (hungUp) {
                return;
              }
              if (failure == null) {
                found(found);
              } else {
                failed(failure);
              }
            },
            loop);
  }

  private void found(List<InetAddress> addresses) {
    untried.addAll(addresses);
    tryNext();
  }

  private void tryNext() {
    ChannelFuture connecting =
        bootstrap.connect(new InetSocketAddress(untried.remove(), server.port()));
    channel = connecting.channel();
    connecting.addListener((ChannelFutureListener) this::tried);
  }

  private void tried(ChannelFuture connecting) {
    if (connecting.isSuccess()) {
      caller.connected();
    } else if (untried.isEmpty() || hungUp) {
      failed(connecting.cause());
    } else {
      tryNext();
    }
  }

  private void failed(Throwable failure) {
    caller.ended(hungUp ? Ending.of(CloseCause.RELEASED) : Endings.of(failure, server));
  }

  @Override
  public void hangUp() {
    assert loop.inEventLoop();
    hungUp = true;
    Channel open = channel;
    if (open != null && open.isActive() && isGreeted(open)) {
      open.writeAndFlush(new Bye(CloseCause.RELEASED, "")).addListener(ChannelFutureListener.CLOSE);
      loop.schedule(() -> open.close(), LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    } else if (open != null) {
      open.close();
    } else {
      failed(new ClosedChannelException());
    }
  }

  @Override
  public void abandon() {
    assert loop.inEventLoop();
    hungUp = true;
    if (channel != null) {
      channel.close();
    }
  }

  /** Before the login there is nothing to release, and nobody to understand a goodbye. */
  private static boolean isGreeted(Channel open) {
    return open.pipeline().get(TunnelInitializer.HEARTBEAT) != null;
  }
}
