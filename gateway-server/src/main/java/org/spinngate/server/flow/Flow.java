package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.tag.FlowTags;
import org.spinngate.protocol.tag.Tag;
import org.spinngate.protocol.tag.TagRequest;

/**
 * One local application's own socket on the board LAN, connected to the board: replies and the
 * output of tags that were set with "use the sender" find their application by themselves, and the
 * kernel lets nobody but the board answer.
 *
 * <p>Errors of the network are counted and never end a flow. Confined to its event loop.
 */
final class Flow extends ChannelInboundHandlerAdapter {
  private static final RecvByteBufAllocator ONE_BYTE_TOO_MANY =
      new FixedRecvByteBufAllocator(DataFrame.MAX_DATAGRAM + 1).maxMessagesPerRead(16);

  private final Service service;
  private final int number;
  private final DatagramChannel socket;
  private final FlowTags tags;
  private final UseOrder order;
  private final FlowListener listener;
  private long lastUse;
  private boolean unflushed;
  private @Nullable RequestQueue requests;

  Flow(
      Service service,
      int number,
      DatagramChannel socket,
      FlowTags tags,
      UseOrder order,
      FlowListener listener) {
    this.service = service;
    this.number = number;
    this.socket = socket;
    this.tags = tags;
    this.order = order;
    this.listener = listener;
  }

  /**
   * Opens and connects the socket; it is usable at once.
   *
   * @throws ChannelException with the reason, if the network has no way to the board at present
   */
  void open(EventLoop loop, InetSocketAddress board) {
    assert loop.inEventLoop();
    socket.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, ONE_BYTE_TOO_MANY);
    socket.pipeline().addLast("flow", this);
    loop.register(socket);
    Throwable failure = socket.connect(board).cause();
    if (failure != null) {
      socket.close();
      throw new ChannelException(failure);
    }
  }

  Service service() {
    return service;
  }

  int number() {
    return number;
  }

  /** When it was last used, in either direction, on the table's own count of uses. */
  long lastUse() {
    return lastUse;
  }

  void used() {
    lastUse = order.next();
  }

  /** Whether a tag on the board points at this flow's port, so that it must not be expired. */
  boolean pinned() {
    return tags.any();
  }

  /** From now on its requests wait for their turn if the board has too many. */
  void queueRequests(RequestQueue queue) {
    requests = queue;
  }

  /** Whether an SCP datagram may leave now; if not, it has been taken over. */
  boolean mayLeave(ByteBuf datagram) {
    return requests == null || requests.mayLeave(datagram);
  }

  /**
   * Sends a datagram, which it owns from here on, with the next {@link #flush()}.
   *
   * @return whether it is the first since the last flush
   */
  boolean write(ByteBuf datagram) {
    if (service == Service.SCP) {
      tags.sent(datagram);
    }
    listener.sentToBoard(datagram.readableBytes());
    socket.write(datagram, socket.voidPromise());
    boolean first = !unflushed;
    unflushed = true;
    return first;
  }

  void flush() {
    unflushed = false;
    socket.flush();
  }

  /** Clears the tags that would go on sending to this flow, and closes its socket. */
  void close() {
    for (Tag tag : tags.leave()) {
      write(TagRequest.clear(socket.alloc(), tag));
    }
    flush();
    if (requests != null) {
      requests.close();
    }
    socket.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    DatagramPacket packet = (DatagramPacket) message;
    try {
      received(packet.content());
    } finally {
      packet.release();
    }
  }

  private void received(ByteBuf datagram) {
    int bytes = datagram.readableBytes();
    if (bytes > DataFrame.MAX_DATAGRAM) {
      listener.dropped(DropReason.OVERSIZE);
    } else if (bytes == 0) {
      listener.dropped(DropReason.EMPTY);
    } else {
      used();
      answered(datagram);
      listener.fromBoard(service, number, datagram);
    }
  }

  private void answered(ByteBuf datagram) {
    tags.received(datagram);
    if (requests != null) {
      requests.answered(datagram);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    DropReason reason = reason(cause);
    if (requests != null && reason == DropReason.BOARD_UNREACHABLE) {
      requests.unreachable();
    }
    listener.dropped(reason);
  }

  /** What a failure of the network means for the datagram that met it. */
  static DropReason reason(Throwable cause) {
    boolean unreachable =
        cause instanceof PortUnreachableException
            || cause instanceof NoRouteToHostException
            || String.valueOf(cause.getMessage()).contains("unreachable");
    return unreachable ? DropReason.BOARD_UNREACHABLE : DropReason.SEND_FAILED;
  }
}
