package org.spinngate.protocol.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntSupplier;

/**
 * Datagrams that came for a socket and that the kernel dropped, nearly always since the socket's
 * receive buffer was full. Nobody has seen them, so nobody but the kernel can count them.
 *
 * <p>Confined to the event loop of the socket. A look is a system call, not for every datagram.
 */
public final class KernelDrops {
  private final IntSupplier total;
  private int seen;

  private KernelDrops(IntSupplier total) {
    this.total = total;
  }

  /** Those of a UDP socket; always none where the system does not tell. */
  public static KernelDrops of(Channel socket) {
    return new KernelDrops(
        socket instanceof EpollDatagramChannel epoll
            ? () -> MemoryInfo.drops(epoll)
            : new ProcUdp(socket));
  }

  /** How many more there are than at the last call. None any more when the socket is closed. */
  public int fresh() {
    int now = total.getAsInt();
    int more = now - seen;
    if (now == 0 || more <= 0) {
      return 0;
    }
    seen = now;
    return more;
  }

  /** {@code SO_MEMINFO} of Linux 4.12 and newer (linux/sock_diag.h, sk_get_meminfo). */
  private static final class MemoryInfo {
    private static final int SOL_SOCKET = 1;
    private static final int SO_MEMINFO = 55;
    private static final int WORDS = 9;

    /** SK_MEMINFO_DROPS. */
    private static final int DROPS = 8;

    private static final RawUnixChannelOption OPTION =
        new RawUnixChannelOption("SO_MEMINFO", SOL_SOCKET, SO_MEMINFO, WORDS * Integer.BYTES);

    private MemoryInfo() {}

    static int drops(EpollDatagramChannel socket) {
      try {
        ByteBuffer words = socket.config().getOption(OPTION);
        return words == null
            ? 0
            : words.order(ByteOrder.nativeOrder()).getInt(DROPS * Integer.BYTES);
      } catch (ChannelException closed) {
        return 0;
      }
    }
  }
}
