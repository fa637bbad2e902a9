package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.net.DatagramReads;
import org.spinngate.protocol.net.KernelDrops;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Tenure;

/**
 * The socket of one flow, connected to the board. It has one of this machine's own addresses, the
 * one that led to the board when it was opened. When that is gone the system sends nothing more by
 * it, for ever, and answers find nobody: then it is exchanged for another.
 *
 * <p>Confined to its event loop.
 */
final class FlowSocket {
  /** One byte more than is carried, so that a longer datagram is noticed. */
  private static final int RECEIVE_BYTES = DataFrame.MAX_DATAGRAM + 1;

  private final Supplier<DatagramChannel> sockets;
  private final EventLoop loop;
  private final InetSocketAddress board;
  private final Ears ears;
  private final Outlet outlet;
  private DatagramChannel channel;
  private KernelDrops overflow;
  private int formerOverflow;
  private boolean closed;

  /** Hears what arrives at a socket. */
  interface Ears {
    /** A datagram from the board; the buffer stays the caller's. */
    void received(ByteBuf datagram);

    /** The network, or the operating system, says that something has failed. */
    void failed(Throwable cause);

    /** Datagrams that it had taken did not leave. */
    void fell(Unsent datagrams);
  }

  /**
   * Opens it; it is usable at once.
   *
   * @param sockets gives fresh datagram sockets
   * @param tenure whether anything may leave
   * @param terms what may wait for it
   * @throws ChannelException with the reason, if the network has no way to the board at present
   */
  FlowSocket(
      Supplier<DatagramChannel> sockets,
      EventLoop loop,
      InetSocketAddress board,
      Tenure tenure,
      WaitingDatagrams.Terms terms,
      Ears ears) {
    assert loop.inEventLoop();
    this.sockets = sockets;
    this.loop = loop;
    this.board = board;
    this.ears = ears;
    this.channel = connected(null);
    this.overflow = KernelDrops.of(channel);
    this.outlet = new Outlet(channel, tenure, terms, ears::fell);
  }

  /** A connected socket, with this address and port of its own or with any. */
  private DatagramChannel connected(@Nullable InetSocketAddress own) {
    DatagramChannel fresh = sockets.get();
    DatagramReads.prepare(fresh, RECEIVE_BYTES);
    Outlet.prepare(fresh);
    fresh.pipeline().addLast("flow", new Arrivals(fresh));
    loop.register(fresh);
    Throwable failure = own == null ? null : fresh.bind(own).cause();
    failure = failure == null ? fresh.connect(board).cause() : failure;
    if (failure != null) {
      fresh.close();
      throw new ChannelException(failure);
    }
    return fresh;
  }

  /** The address of this machine's own that a fresh socket would have, if there is a way. */
  Optional<InetAddress> wayOut() {
    try {
      DatagramChannel probe = connected(null);
      InetAddress own = own(probe);
      probe.close();
      return Optional.ofNullable(own);
    } catch (ChannelException noWay) {
      return Optional.empty();
    }
  }

  private static @Nullable InetAddress own(DatagramChannel socket) {
    InetSocketAddress local = socket.localAddress();
    return local == null ? null : local.getAddress();
  }

  /** This machine's own address and port that it has. */
  InetSocketAddress address() {
    return Objects.requireNonNull(channel.localAddress());
  }

  /** This machine's own address that it has. */
  @Nullable InetAddress own() {
    return own(channel);
  }

  /**
   * Exchanges the socket for one with this address, and with the same port if that is free.
   *
   * @return whether it could be done; if not, all is as before
   */
  boolean moveTo(InetAddress address) {
    Optional<DatagramChannel> fresh = reconnected(address);
    fresh.ifPresent(
        next -> {
          DatagramChannel former = channel;
          formerOverflow = overflow();
          outlet.use(next);
          channel = next;
          overflow = KernelDrops.of(next);
          former.close();
        });
    return fresh.isPresent();
  }

  private Optional<DatagramChannel> reconnected(InetAddress address) {
    int port = Objects.requireNonNull(channel.localAddress()).getPort();
    try {
      return Optional.of(connected(new InetSocketAddress(address, port)));
    } catch (ChannelException taken) {
      return anyConnected();
    }
  }

  private Optional<DatagramChannel> anyConnected() {
    try {
      return Optional.of(connected(null));
    } catch (ChannelException noWay) {
      return Optional.empty();
    }
  }

  /** How many datagrams the system has dropped since the last call, since the socket was full. */
  int overflow() {
    int former = formerOverflow;
    formerOverflow = 0;
    return former + overflow.fresh();
  }

  ByteBufAllocator alloc() {
    return channel.alloc();
  }

  /** Whether something would leave at present; if not, what is written waits. */
  boolean isOpen() {
    return outlet.isOpen();
  }

  /** Takes over a datagram, which leaves with the next {@link #flush()}, or falls. */
  void write(ByteBuf datagram) {
    outlet.write(datagram);
  }

  /** Sends one that nobody counts at once, or not at all. */
  void writeUncounted(ByteBuf datagram) {
    outlet.writeUncounted(datagram);
  }

  void flush() {
    outlet.flush();
  }

  void close() {
    outlet.close();
    closed = true;
    channel.close();
  }

  /** Takes what one socket receives; that of a former one concerns nobody. */
  private final class Arrivals extends ChannelInboundHandlerAdapter {
    private final DatagramChannel by;

    Arrivals(DatagramChannel by) {
      this.by = by;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      DatagramPacket packet = (DatagramPacket) message;
      try {
        ears.received(packet.content());
      } finally {
        packet.release();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      if (!isOfNetwork(cause)) {
        LaterTask.tellThread(cause);
      } else if (by == channel && !closed) {
        ears.failed(cause);
      }
    }

    /** Anything else is a fault of ours, and no datagram's fate. */
    private static boolean isOfNetwork(Throwable cause) {
      return cause instanceof IOException
          || cause instanceof ChannelException
          || cause instanceof UnresolvedAddressException
          || cause instanceof NotYetConnectedException;
    }
  }
}
