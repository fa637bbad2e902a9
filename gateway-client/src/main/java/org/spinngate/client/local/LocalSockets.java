package org.spinngate.client.local;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import java.net.InetAddress;
import java.util.function.Consumer;
import org.spinngate.client.net.BindAddresses;
import org.spinngate.protocol.DataFrame;

/** Makes the sockets by which local applications are reached, ready to be bound. Any thread. */
final class LocalSockets {
  static final int WANTED_BUFFER_BYTES = 4 * 1024 * 1024;

  /** One byte more than is forwarded, so that a longer datagram is noticed and never cut. */
  private static final int RECEIVE_BYTES = DataFrame.MAX_DATAGRAM + 1;

  private static final int DATAGRAMS_PER_READ = 8;
  private static final WriteBufferWaterMark WRITE_LIMIT =
      new WriteBufferWaterMark(2 * 1024 * 1024, 4 * 1024 * 1024);

  private final ClientSockets sockets;
  private final Consumer<String> warnings;
  private volatile boolean loopbackOnly;

  /**
   * @param sockets starts them
   * @param warnings told what works but is unwise
   */
  LocalSockets(ClientSockets sockets, Consumer<String> warnings) {
    this.sockets = sockets;
    this.warnings = warnings;
  }

  /** The one event loop. */
  EventLoop loop() {
    return sockets.loop();
  }

  /** From now on nobody but this machine reaches what is bound, if the system can do that. */
  void keepOthersOut() {
    loopbackOnly = true;
  }

  /**
   * The start for one port.
   *
   * @param role what it is for
   * @param address what it will be bound to
   * @param arrivals takes what arrives
   */
  Bootstrap port(LocalPort.Role role, InetAddress address, LocalPort.Arrivals arrivals) {
    return sockets
        .datagram(address)
        .option(ChannelOption.SO_RCVBUF, WANTED_BUFFER_BYTES)
        .option(ChannelOption.SO_SNDBUF, WANTED_BUFFER_BYTES)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMIT)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                setReceiveBuffers(channel);
                if (role.listens() && loopbackOnly && !LoopbackOnly.keep(channel)) {
                  warnings.accept(BindAddresses.openToAll(address.getHostAddress()));
                }
                channel.pipeline().addLast("local", new LocalPort(role, arrivals, channel));
              }
            });
  }

  private static void setReceiveBuffers(Channel channel) {
    int datagrams = channel instanceof EpollDatagramChannel ? DATAGRAMS_PER_READ : 1;
    channel
        .config()
        .setRecvByteBufAllocator(
            new FixedRecvByteBufAllocator(datagrams * RECEIVE_BYTES).maxMessagesPerRead(16));
    if (datagrams > 1) {
      channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, RECEIVE_BYTES);
    }
  }
}
