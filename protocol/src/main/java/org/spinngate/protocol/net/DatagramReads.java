package org.spinngate.protocol.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many datagrams a socket is asked for at a time. A socket on which one comes now and then is
 * read by {@code recv}, which costs least for one; where several waited the last time, {@code
 * recvmmsg} takes up to 16 by one system call. In one pass a socket gives no more than 64, and then
 * others have their turn.
 *
 * <pre>
 *   last pass    this pass
 *   0 to 3       1, 1, 1, 1 and then 16, 16, …      until there is none
 *   4 and more   16, 16, 16, 16                     until fewer come than were asked for
 * </pre>
 *
 * <p>One can be for many sockets.
 */
public final class DatagramReads implements RecvByteBufAllocator {
  private static final int SEVERAL = 4;
  private static final int MANY = 16;
  private static final int MOST_IN_PASS = 64;

  private final int bytes;

  /**
   * @param bytes room for each datagram; what is longer is cut
   */
  DatagramReads(int bytes) {
    this.bytes = bytes;
  }

  /**
   * Has a socket read so, or one by one where the system reads no other way. For one that has
   * received nothing so far.
   *
   * @param bytes room for each datagram; what is longer is cut
   */
  public static void prepare(Channel socket, int bytes) {
    socket.config().setOptions(options(socket instanceof EpollDatagramChannel, bytes));
  }

  /**
   * The options of a socket that reads so.
   *
   * @param epoll whether it is one of Linux
   * @param bytes room for each datagram; what is longer is cut
   */
  public static Map<ChannelOption<?>, Object> options(boolean epoll, int bytes) {
    return epoll
        ? Map.of(
            EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE,
            bytes,
            ChannelOption.RECVBUF_ALLOCATOR,
            new DatagramReads(bytes))
        : Map.of(
            ChannelOption.RECVBUF_ALLOCATOR,
            new FixedRecvByteBufAllocator(bytes).maxMessagesPerRead(MANY));
  }

  @Override
  public ExtendedHandle newHandle() {
    return new Passes();
  }

  /** The passes of one socket. Confined to its event loop. */
  private final class Passes implements ExtendedHandle {
    private @Nullable ChannelConfig config;
    private boolean several;
    private int asked = 1;
    private int got;
    private int inPass;
    private int attemptedBytes;
    private int lastBytes;

    @Override
    public void reset(ChannelConfig of) {
      config = of;
      several = inPass >= SEVERAL;
      inPass = 0;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      asked = several ? MANY : 1;
      return allocator.ioBuffer(guess());
    }

    @Override
    public int guess() {
      return asked * bytes;
    }

    @Override
    public void incMessagesRead(int messages) {
      got = messages;
      inPass += messages;
      several = several || inPass >= SEVERAL;
    }

    @Override
    public boolean continueReading() {
      // Fewer than there was room for: nothing is left, and the system tells when there is again.
      return config != null && config.isAutoRead() && got == asked && inPass < MOST_IN_PASS;
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return continueReading();
    }

    @Override
    public void readComplete() {
      // What the pass has brought is known already.
    }

    @Override
    public void lastBytesRead(int read) {
      lastBytes = read;
    }

    @Override
    public int lastBytesRead() {
      return lastBytes;
    }

    @Override
    public void attemptedBytesRead(int attempted) {
      attemptedBytes = attempted;
    }

    @Override
    public int attemptedBytesRead() {
      return attemptedBytes;
    }
  }
}
