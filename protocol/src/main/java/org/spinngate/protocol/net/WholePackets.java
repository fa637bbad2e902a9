package org.spinngate.protocol.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.spinngate.protocol.mtu.PacketSize;

/**
 * Has datagrams of a socket leave whole or not at all, with the bit <i>don't fragment</i> by IPv4.
 * Linux sets that bit anyway, but only until a router has said that a packet was too long: from
 * then on it makes fragments of longer ones, and a probe in fragments proves nothing. Where that
 * cannot be set, no packets are longer than {@link PacketSize#BASE}.
 *
 * <p>Thread-safe.
 */
public final class WholePackets {
  /** Linux, ip(7): IPPROTO_IP, IP_MTU_DISCOVER. */
  private static final ChannelOption<Integer> IP_MTU_DISCOVER =
      new IntegerUnixChannelOption("IP_MTU_DISCOVER", 0, 10);

  /** Linux, ipv6(7): IPPROTO_IPV6, IPV6_MTU_DISCOVER. */
  private static final ChannelOption<Integer> IPV6_MTU_DISCOVER =
      new IntegerUnixChannelOption("IPV6_MTU_DISCOVER", 41, 23);

  /**
   * IP_PMTUDISC_PROBE and IPV6_PMTUDISC_PROBE: no fragments, and what routers have said is not
   * heeded.
   */
  private static final int PROBE = 3;

  /** Headers of IPv6 without options, and of IPv4 without. */
  private static final int MORE_HEADERS = 40 - 20;

  private WholePackets() {}

  /** For a socket that has sent nothing so far. */
  public static <C extends Channel> C ask(C socket) {
    if (socket instanceof EpollDatagramChannel) {
      set(socket, IP_MTU_DISCOVER);
      set(socket, IPV6_MTU_DISCOVER);
    }
    return socket;
  }

  /** Of the other family, a socket has no such option. */
  private static void set(Channel socket, ChannelOption<Integer> option) {
    try {
      socket.config().setOption(option, PROBE);
    } catch (ChannelException otherFamily) {
      // What there is instead, longest() tells.
    }
  }

  /**
   * The longest datagram that may be tried.
   *
   * @param to whom it would be sent
   * @return bytes, {@link PacketSize#BASE} if longer ones may leave in fragments
   */
  public static int longest(Channel socket, InetAddress to) {
    boolean newer = to instanceof Inet6Address;
    if (!isWhole(socket, newer ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER)) {
      return PacketSize.BASE;
    }
    return newer ? PacketSize.MOST - MORE_HEADERS : PacketSize.MOST;
  }

  private static boolean isWhole(Channel socket, ChannelOption<Integer> option) {
    try {
      return socket instanceof EpollDatagramChannel && socket.config().getOption(option) == PROBE;
    } catch (ChannelException notThere) {
      return false;
    }
  }
}
