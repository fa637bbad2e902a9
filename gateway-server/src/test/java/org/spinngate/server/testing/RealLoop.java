package org.spinngate.server.testing;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.net.Transport;

/** An event loop on a thread of its own, and a way to act on it and wait for the result. */
public final class RealLoop implements AutoCloseable {
  /** Told to end at once in the midst of its tasks, a loop does not finish with its sockets. */
  private static final long QUIET_MILLIS = 20;

  private final Transport transport;
  private final EventLoopGroup group;
  private final EventLoop loop;

  /** A loop of this kind. */
  public RealLoop(Transport transport) {
    this.transport = transport;
    group = transport.eventLoops(1, "test");
    loop = group.next();
  }

  /** The loop. */
  public EventLoop loop() {
    return loop;
  }

  /** A fresh socket for it. */
  public DatagramChannel socket() {
    return transport.datagramChannel();
  }

  /** Does something on the loop and waits until it is done. */
  public void on(Runnable action) {
    get(
        () -> {
          action.run();
          return true;
        });
  }

  /** Reads something on the loop. */
  public <T> T get(Callable<T> action) {
    return loop.submit(action).syncUninterruptibly().getNow();
  }

  @Override
  public void close() {
    group.shutdownGracefully(QUIET_MILLIS, 10_000, TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
