package org.spinngate.protocol.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Which of the kernel's algorithms decides how fast a connection may send. Linux's usual one,
 * CUBIC, takes every lost segment for a sign of congestion; BBR uses the rate at which segments
 * arrive, and keeps it on a line that loses some at random. Only Linux lets a program choose.
 *
 * <p>Thread-safe.
 */
public final class CongestionControl {
  /** What suits a line that loses segments for other reasons than congestion. */
  public static final String BBR = "bbr";

  /** The length of a name in bytes, TCP_CA_NAME_MAX in net/tcp.h, the zero at its end included. */
  private static final int NAME_BYTES = 16;

  private static final int IPPROTO_TCP = 6;

  /** From linux/tcp.h. */
  private static final int TCP_CONGESTION = 13;

  private CongestionControl() {}

  /**
   * Chooses for one connection. Without the algorithm the connection stays as it was.
   *
   * @param name such as {@code bbr}: ASCII, 1 to 15 characters
   * @return whether the kernel has taken it
   */
  public static boolean choose(Channel channel, String name) {
    if (!(channel instanceof EpollSocketChannel socket)) {
      return false;
    }
    ByteBuffer value = ByteBuffer.allocate(NAME_BYTES);
    value.put(name.getBytes(StandardCharsets.US_ASCII)).rewind();
    try {
      return socket.config().setOption(option(), value);
    } catch (ChannelException notAvailable) {
      return false;
    }
  }

  private static RawUnixChannelOption option() {
    return new RawUnixChannelOption("TCP_CONGESTION", IPPROTO_TCP, TCP_CONGESTION, NAME_BYTES);
  }
}
