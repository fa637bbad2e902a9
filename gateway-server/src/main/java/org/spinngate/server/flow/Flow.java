package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.server.boot.BootSocket;
import org.spinngate.server.scp.DatagramFilter;
import org.spinngate.server.scp.FilteredFlow;
import org.spinngate.server.scp.RequestListener;
import org.spinngate.server.scp.RequestQueue;

/**
 * One local application's own socket on the board LAN, connected to the board: replies and the
 * output of tags that were set with "use the sender" find their application by themselves, and the
 * kernel lets nobody but the board answer.
 *
 * <p>Errors of the network are counted and never end a flow. Confined to its event loop.
 */
final class Flow implements FlowSocket.Ears, FilteredFlow, RequestListener, BootSocket {
  private final Service service;
  private final int number;
  private final FlowSocket socket;
  private final DatagramFilter filter;
  private final FilterPassage passage;
  private final UseOrder order;
  private final FlowListener listener;
  private final RouteDoubt doubt = new RouteDoubt();
  private long lastUse;
  private boolean unflushed;
  private boolean heard;
  private @Nullable RequestQueue requests;

  /**
   * Opens the socket; it is usable at once.
   *
   * @param sockets makes its socket
   * @param filters makes what its datagrams pass, to the board and back
   * @throws io.netty.channel.ChannelException with the reason, if the network has no way to the
   *     board at present
   */
  Flow(
      Service service,
      int number,
      Function<FlowSocket.Ears, FlowSocket> sockets,
      Function<FilteredFlow, DatagramFilter> filters,
      UseOrder order,
      FlowListener listener) {
    this.service = service;
    this.number = number;
    this.order = order;
    this.listener = listener;
    this.socket = sockets.apply(this);
    this.filter = filters.apply(this);
    this.passage = new FilterPassage(filter, this::passOn);
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

  /** Whether the board may send to this flow's port, so that it must not be expired. */
  boolean pinned() {
    return filter.pinsFlow();
  }

  /** From now on its requests wait for their turn if the board has too many. */
  void queueRequests(RequestQueue queue) {
    requests = queue;
  }

  /**
   * Takes over an SCP datagram, which leaves with the next {@link #flush()}, waits, or is dropped.
   *
   * @return whether it leaves, and is the first since the last flush
   */
  boolean send(ByteBuf datagram) {
    ByteBuf passed = passage.toBoard(datagram);
    return passed != null && mayLeave(passed) && write(passed);
  }

  private boolean mayLeave(ByteBuf datagram) {
    return requests == null || requests.mayLeave(datagram);
  }

  /** Whether it is the first since the last flush. */
  private boolean write(ByteBuf datagram) {
    filter.leaves(datagram);
    if (service == Service.SCP) {
      doubt.sent();
    }
    listener.sentToBoard(datagram.readableBytes());
    socket.write(datagram);
    boolean first = !unflushed;
    unflushed = true;
    return first;
  }

  @Override
  public void goesOn(ByteBuf datagram) {
    write(datagram);
  }

  @Override
  public void dropped(DropReason reason) {
    listener.dropped(reason);
  }

  @Override
  public void answered(long nanos) {
    listener.answered(nanos);
  }

  @Override
  public void sendNow(ByteBuf packet) {
    write(packet);
    flush();
  }

  /** Whether something would leave at present; if not, what is written waits. */
  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  /** Sends what has been written. */
  @Override
  public void flush() {
    unflushed = false;
    socket.flush();
  }

  /** Lets the filter leave the board in order, drops what waits, and closes the socket. */
  void close() {
    flush();
    filter.close();
    heard = true;
    countOverflow();
    if (requests != null) {
      requests.close();
    }
    socket.close();
  }

  @Override
  public InetSocketAddress address() {
    return socket.address();
  }

  @Override
  public ByteBufAllocator alloc() {
    return socket.alloc();
  }

  @Override
  public void sendUncounted(ByteBuf datagram) {
    socket.writeUncounted(datagram);
  }

  @Override
  public void sendToClient(ByteBuf datagram) {
    try {
      listener.toClient(service, number, datagram);
    } finally {
      datagram.release();
    }
  }

  /** The board's port that it leads to by a reverse tag; 0 for none. */
  int reversePort() {
    return filter.reversePort();
  }

  /** Makes a request of another flow that sets an IP tag aim at this one, if that may be. */
  boolean aimHere(ByteBuf request) {
    return filter.aimHere(request);
  }

  /** A second has passed. Whether the board may be reached from another address by now. */
  boolean doubtsItsWay() {
    filter.secondPassed();
    return doubt.arises();
  }

  /** The address of this machine's own that a fresh socket would have, if there is a way. */
  Optional<InetAddress> wayOut() {
    return socket.wayOut();
  }

  /** This machine's own address that its socket has. */
  @Nullable InetAddress own() {
    return socket.own();
  }

  /** From now on it has this address of its own, if that can be done. */
  void moveTo(InetAddress address) {
    if (socket.moveTo(address)) {
      doubt.heard();
      filter.moved();
    }
  }

  /**
   * Asks the system what it has dropped before this socket could be read. A buffer that was full
   * has been read from since, so of a silent socket nobody need ask.
   */
  void countOverflow() {
    if (heard) {
      heard = false;
      int lost = socket.overflow();
      if (lost > 0) {
        listener.dropped(DropReason.SOCKET_OVERFLOW, lost);
      }
    }
  }

  @Override
  public void received(ByteBuf datagram) {
    heard = true;
    int bytes = datagram.readableBytes();
    if (bytes > DataFrame.MAX_DATAGRAM) {
      listener.dropped(DropReason.OVERSIZE);
    } else if (bytes == 0) {
      listener.dropped(DropReason.EMPTY);
    } else if (!filter.isOurs(datagram)) {
      doubt.heard();
      used();
      if (requests != null) {
        requests.answered(datagram);
      }
      passage.fromBoard(datagram);
    }
  }

  private void passOn(ByteBuf datagram) {
    listener.fromBoard(service, number, datagram);
  }

  @Override
  public void failed(Throwable cause) {
    doubt.failed(cause);
    DropReason reason = NetworkFailure.reason(cause);
    if (requests != null && reason == DropReason.BOARD_UNREACHABLE) {
      requests.unreachable();
    }
    listener.unsent(Unsent.one(reason));
  }

  @Override
  public void fell(Unsent datagrams) {
    listener.unsent(datagrams);
  }
}
