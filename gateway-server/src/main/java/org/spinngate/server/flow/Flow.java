package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.tag.FlowTags;
import org.spinngate.protocol.tag.Tag;
import org.spinngate.protocol.tag.TagRequest;
import org.spinngate.server.boot.BootSocket;
import org.spinngate.server.scp.RequestListener;
import org.spinngate.server.scp.RequestQueue;

/**
 * One local application's own socket on the board LAN, connected to the board: replies and the
 * output of tags that were set with "use the sender" find their application by themselves, and the
 * kernel lets nobody but the board answer.
 *
 * <p>Errors of the network are counted and never end a flow. Confined to its event loop.
 */
final class Flow implements FlowSocket.Ears, RequestListener, BootSocket {
  private final Service service;
  private final int number;
  private final FlowSocket socket;
  private final FlowTags tags;
  private final UseOrder order;
  private final FlowListener listener;
  private final Doubt doubt = new Doubt();
  private final TagRepairs repairs;
  private long lastUse;
  private boolean unflushed;
  private boolean heard;
  private @Nullable RequestQueue requests;

  /**
   * Opens the socket; it is usable at once.
   *
   * @param sockets gives fresh datagram sockets
   * @throws io.netty.channel.ChannelException with the reason, if the network has no way to the
   *     board at present
   */
  Flow(
      Service service,
      int number,
      Function<FlowSocket.Ears, FlowSocket> sockets,
      FlowTags tags,
      UseOrder order,
      FlowListener listener) {
    this.service = service;
    this.number = number;
    this.tags = tags;
    this.order = order;
    this.listener = listener;
    this.socket = sockets.apply(this);
    this.repairs = new TagRepairs(socket, this::send);
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

  /** Whether the network takes something at present; if not, what is written waits. */
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

  /** Clears the tags that would go on sending to this flow, and closes its socket. */
  void close() {
    flush();
    for (Tag tag : tags.leave()) {
      send(TagRequest.clear(socket.alloc(), tag));
    }
    heard = true;
    countOverflow();
    if (requests != null) {
      requests.close();
    }
    socket.close();
  }

  /** One of our own, about which nobody else needs to know. */
  private void send(ByteBuf datagram) {
    socket.writeUncounted(datagram);
  }

  /** A second has passed. Whether the board may be reached from another address by now. */
  boolean doubtsItsWay() {
    repairs.tryAll();
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

  /** From now on it has this address of its own, if that can be done; its tags follow. */
  void moveTo(InetAddress address) {
    if (socket.moveTo(address)) {
      doubt.heard();
      repairs.begin(tags.toSender());
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
    } else if (!repairs.takes(datagram)) {
      doubt.heard();
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
  public void failed(Throwable cause) {
    doubt.failed(cause);
    DropReason reason = reason(cause);
    if (requests != null && reason == DropReason.BOARD_UNREACHABLE) {
      requests.unreachable();
    }
    listener.unsent(Unsent.one(reason));
  }

  @Override
  public void fell(Unsent datagrams) {
    listener.unsent(datagrams);
  }

  /** What a failure of the network means for the datagram that met it. */
  static DropReason reason(Throwable cause) {
    boolean unreachable =
        cause instanceof PortUnreachableException
            || cause instanceof NoRouteToHostException
            || cause instanceof UnresolvedAddressException
            || String.valueOf(cause.getMessage()).contains("unreachable");
    return unreachable ? DropReason.BOARD_UNREACHABLE : DropReason.SEND_FAILED;
  }
}
