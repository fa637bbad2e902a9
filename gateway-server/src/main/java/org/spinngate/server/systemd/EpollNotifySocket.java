package org.spinngate.server.systemd;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.repeat.Faults;

/**
 * Sends datagrams to systemd's socket, which Java by itself cannot. Each by a socket of its own, so
 * that it makes no difference if systemd has another one meanwhile.
 *
 * <p>Confined to its event loop, on which each step is done at once.
 */
final class EpollNotifySocket implements NotifySocket {
  private static final Logger LOG = LoggerFactory.getLogger(EpollNotifySocket.class);

  private final EventLoopGroup loops =
      Transport.EPOLL.eventLoops(1, new DefaultThreadFactory("systemd", true));
  private final EventLoop loop = loops.next();
  private final DomainSocketAddress address;
  private final Faults faults;

  /**
   * @param name as in NOTIFY_SOCKET: a path, or a name that begins with {@code @} and is no file
   */
  EpollNotifySocket(String name) {
    this.faults =
        new Faults(
            System::nanoTime,
            (fault, more) -> LOG.warn("systemd does not hear at {}: {}{}", name, fault, more));
    this.address = new DomainSocketAddress(name.startsWith("@") ? "\0" + name.substring(1) : name);
  }

  @Override
  public void send(String assignments) {
    assert loop.inEventLoop();
    Channel socket = new EpollDomainDatagramChannel();
    loop.register(socket);
    ChannelFuture connected = socket.connect(address);
    if (connected.isSuccess()) {
      socket
          .writeAndFlush(ByteBufUtil.writeUtf8(socket.alloc(), assignments))
          .addListener(sent -> tellOf(sent.cause()));
    } else {
      tellOf(connected.cause());
    }
    socket.close();
  }

  private void tellOf(@Nullable Throwable fault) {
    if (fault != null) {
      faults.accept(fault);
    }
  }

  @Override
  public EventExecutorGroup threads() {
    return loops;
  }
}
