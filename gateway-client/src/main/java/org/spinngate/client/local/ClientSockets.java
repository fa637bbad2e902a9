package org.spinngate.client.local;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.net.DatagramReads;
import org.spinngate.protocol.net.ReceiveBuffer;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.queue.QueueBudget;

/**
 * The sockets of a client, and the one thread that serves them all: the tunnel and the local ports
 * share it, so that a datagram never changes threads.
 */
public final class ClientSockets {
  private static final long LONGEST_SHUTDOWN_MILLIS = 1_000;

  /** Told to end at once in the midst of its tasks, a loop leaves its sockets open. */
  private static final long QUIET_MILLIS = 20;

  /** What the kernel keeps beyond what is on its way: beyond our reach, so no more than needed. */
  private static final long MOST_UNSENT_BYTES = 32 * 1024L;

  /** One byte more than is forwarded, so that a longer datagram is noticed and never cut. */
  private static final int RECEIVE_BYTES = DataFrame.MAX_DATAGRAM + 1;

  private static final WriteBufferWaterMark WRITE_LIMIT =
      new WriteBufferWaterMark(2 * 1024 * 1024, 4 * 1024 * 1024);

  /** Half a second of the most that a tool sends, and more. */
  private static final long MOST_QUEUED_OF_SESSION = 6 * 1024 * 1024L;

  private static final long MOST_QUEUED = 24 * 1024 * 1024L;

  private final QueueBudget queues =
      new QueueBudget(() -> MOST_QUEUED_OF_SESSION, () -> MOST_QUEUED);
  private final Transport transport;
  private final EventLoopGroup group;

  /**
   * Starts the thread with its first task; it keeps no process alive.
   *
   * @param transport what they are made by
   */
  public ClientSockets(Transport transport) {
    this.transport = transport;
    this.group = transport.eventLoops(1, new DefaultThreadFactory("gateway-client", true));
  }

  /** How much may wait for the lines to the servers, of all sessions. */
  public QueueBudget queues() {
    return queues;
  }

  /** The one thread. */
  public EventLoop loop() {
    return group.next();
  }

  /** A start for a TCP connection on the one thread. */
  public Bootstrap stream() {
    Bootstrap start = new Bootstrap().group(group).channelFactory(transport::streamChannel);
    return transport == Transport.EPOLL
        ? start.option(EpollChannelOption.TCP_NOTSENT_LOWAT, MOST_UNSENT_BYTES)
        : start;
  }

  /**
   * A start for a UDP socket on the one thread.
   *
   * @param address what it will be bound or connected to; a socket is of one family for good
   */
  public Bootstrap datagram(InetAddress address) {
    return new Bootstrap().group(group).channelFactory(() -> transport.datagramChannel(address));
  }

  /**
   * A start for a UDP socket on the one thread that carries datagrams of applications: it keeps
   * bursts, reads several at a time, and each of them whole.
   *
   * @param address what it will be bound or connected to
   * @param initializer adds the handlers
   */
  public Bootstrap datagrams(InetAddress address, Consumer<Channel> initializer) {
    return datagram(address)
        .option(ChannelOption.SO_RCVBUF, ReceiveBuffer.WANTED_BYTES)
        .option(ChannelOption.SO_SNDBUF, ReceiveBuffer.WANTED_BYTES)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMIT)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                DatagramReads.prepare(channel, RECEIVE_BYTES);
                initializer.accept(channel);
              }
            });
  }

  /** Ends the thread and with it every socket that is left. */
  public Future<?> close() {
    return group.shutdownGracefully(QUIET_MILLIS, LONGEST_SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
  }
}
