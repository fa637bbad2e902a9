package org.spinngate.server.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.unix.UnixChannelOption;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spinngate.protocol.net.DatagramReads;
import org.spinngate.protocol.net.ReceiveBuffer;
import org.spinngate.protocol.net.Transport;

/** How the sockets of a port for datagrams are set. */
final class PortOptions {
  /** More than a packet may have, so that a longer datagram is not taken for one. */
  private static final int RECEIVE_BYTES = 2048;

  /** In one pass, of a socket that can only be read one by one. */
  private static final int READS = 128;

  /**
   * Beyond what the system keeps itself. All clients share it, and nobody is to wait in it long.
   */
  private static final WriteBufferWaterMark WRITE_LIMIT =
      new WriteBufferWaterMark(512 * 1024, 1024 * 1024);

  private PortOptions() {}

  /**
   * For one that is about to be made.
   *
   * @param told whether the system says with each datagram where it was sent to, which it does only
   *     for one datagram at a time
   */
  static void set(Bootstrap bootstrap, Transport transport, boolean told) {
    options(transport, told).forEach((option, value) -> put(bootstrap, option, value));
  }

  /** For one that is bound to a single address, and is not bound yet. */
  static void set(Channel socket, Transport transport) {
    socket.config().setOptions(options(transport, false));
  }

  @SuppressWarnings("unchecked")
  private static void put(Bootstrap bootstrap, ChannelOption<?> option, Object value) {
    bootstrap.option((ChannelOption<Object>) option, value);
  }

  private static Map<ChannelOption<?>, Object> options(Transport transport, boolean told) {
    boolean epoll = transport == Transport.EPOLL;
    Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
    options.put(ChannelOption.SO_RCVBUF, ReceiveBuffer.WANTED_BYTES);
    options.put(ChannelOption.SO_SNDBUF, ReceiveBuffer.WANTED_BYTES);
    options.put(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMIT);
    if (epoll) {
      options.put(UnixChannelOption.SO_REUSEPORT, true);
    }
    if (told) {
      options.put(EpollChannelOption.IP_RECVORIGDSTADDR, true);
      options.put(
          ChannelOption.RECVBUF_ALLOCATOR,
          new FixedRecvByteBufAllocator(RECEIVE_BYTES).maxMessagesPerRead(READS));
    } else {
      options.putAll(DatagramReads.options(epoll, RECEIVE_BYTES));
    }
    return options;
  }

  /**
   * Whether a client may send to this address of the machine; to an address of a link, the system
   * answers from that link by itself.
   */
  static boolean mayBeAsked(InetAddress address) {
    return !address.isLinkLocalAddress()
        && !address.isMulticastAddress()
        && address instanceof Inet6Address;
  }
}
