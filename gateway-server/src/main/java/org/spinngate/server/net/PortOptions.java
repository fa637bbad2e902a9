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
import org.spinngate.protocol.net.Transport;

/** How the sockets of a port for datagrams are set. */
final class PortOptions {
  static final int WANTED_BUFFER_BYTES = 4 * 1024 * 1024;

  /** More than a packet may have, so that a longer datagram is not taken for one. */
  private static final int RECEIVE_BYTES = 2048;

  private static final int DATAGRAMS_PER_READ = 8;
  private static final int READS = 16;

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
    boolean several = epoll && !told;
    Map<ChannelOption<?>, Object> options = new LinkedHashMap<>();
    options.put(ChannelOption.SO_RCVBUF, WANTED_BUFFER_BYTES);
    options.put(ChannelOption.SO_SNDBUF, WANTED_BUFFER_BYTES);
    options.put(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMIT);
    int bytes = several ? DATAGRAMS_PER_READ * RECEIVE_BYTES : RECEIVE_BYTES;
    int reads = told ? READS * DATAGRAMS_PER_READ : READS;
    options.put(
        ChannelOption.RECVBUF_ALLOCATOR,
        new FixedRecvByteBufAllocator(bytes).maxMessagesPerRead(reads));
    if (epoll) {
      options.put(UnixChannelOption.SO_REUSEPORT, true);
    }
    if (several) {
      options.put(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, RECEIVE_BYTES);
    }
    if (told) {
      options.put(EpollChannelOption.IP_RECVORIGDSTADDR, true);
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
