package org.spinngate.protocol.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramChannel;
import java.util.Optional;

/**
 * The kernel's buffer for what comes to a UDP socket while its event loop does something else. The
 * kernel grants what it may ({@code net.core.rmem_max} of Linux) and says nothing if that is less;
 * it takes memory only for what waits.
 *
 * <p>Thread-safe.
 */
public final class ReceiveBuffer {
  /** What a socket for datagrams asks for: some 100 ms of the fastest that a board sends. */
  public static final int WANTED_BYTES = 4 * 1024 * 1024;

  private ReceiveBuffer() {}

  /**
   * What is to be said about the buffer of a socket that has asked for {@link #WANTED_BYTES}, if it
   * has not got that.
   */
  public static Optional<String> complaint(Channel socket) {
    int granted = socket.config().getOption(ChannelOption.SO_RCVBUF);
    // Linux counts its own bookkeeping, too, and tells the double (socket(7), SO_RCVBUF).
    boolean doubled = socket instanceof EpollDatagramChannel;
    return complaint(doubled ? granted / 2 : granted);
  }

  /** The same of any socket of this way. */
  public static Optional<String> complaint(Transport transport) {
    DatagramChannel socket = transport.datagramChannel();
    try {
      return complaint(socket);
    } finally {
      socket.unsafe().closeForcibly();
    }
  }

  static Optional<String> complaint(int granted) {
    return granted >= WANTED_BYTES
        ? Optional.empty()
        : Optional.of(
            "the system grants UDP a receive buffer of only "
                + granted / 1024
                + " KiB; bursts may be lost (on Linux: sysctl -w net.core.rmem_max="
                + WANTED_BYTES
                + ")");
  }
}
