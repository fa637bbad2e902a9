package org.spinngate.client.local;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keeps other machines out of a socket, at any address it is bound to: a Linux host takes what
 * comes to any of its addresses by any of its interfaces, so the kernel is told to give the socket
 * only what comes by the loopback interface, which is what this machine sends to itself
 * (SO_BINDTODEVICE of socket(7); without special rights from Linux 5.7 on).
 */
final class LoopbackOnly {
  private static final int SOL_SOCKET = 1;
  private static final int SO_BINDTODEVICE = 25;
  private static final int NAME_BYTES = 16;
  private static final byte[] LOOPBACK = "lo".getBytes(StandardCharsets.US_ASCII);
  private static final RawUnixChannelOption DEVICE =
      new RawUnixChannelOption("SO_BINDTODEVICE", SOL_SOCKET, SO_BINDTODEVICE, NAME_BYTES);

  private LoopbackOnly() {}

  /**
   * Asks for it, before the socket is bound.
   *
   * @return whether it is so
   */
  static boolean keep(Channel socket) {
    try {
      return socket instanceof EpollDatagramChannel
          && socket.config().setOption(DEVICE, ByteBuffer.allocate(NAME_BYTES).put(0, LOOPBACK));
    } catch (ChannelException e) {
      return false;
    }
  }
}
