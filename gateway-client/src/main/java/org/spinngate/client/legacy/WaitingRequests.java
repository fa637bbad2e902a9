package org.spinngate.client.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * SCP requests that may not leave yet, because another application waits for a reply that would
 * look the same. Each leaves when that reply has come, or is dropped before its tool asks again.
 *
 * <p>Confined to the event loop.
 */
final class WaitingRequests {
  /** A little less than the half second after which ybug and rig ask again. */
  static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(400);

  private static final int MOST = 128;
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

  private final EventLoop loop;
  private final LongSupplier nanoTime;
  private final Sender sender;
  private final List<Request> waiting = new ArrayList<>();
  private @Nullable Future<?> looking;

  private record Request(int flow, ByteBuf datagram, long since) {}

  /** Where requests go from here. */
  interface Sender {
    /** Sends a request if it may leave now; its bytes stay the caller's. */
    boolean sendIfAllowed(int flow, ByteBuf datagram);

    /** A request that had been taken is given up. */
    void unsent(Unsent request);
  }

  WaitingRequests(EventLoop loop, LongSupplier nanoTime, Sender sender) {
    this.loop = loop;
    this.nanoTime = nanoTime;
    this.sender = sender;
  }

  /**
   * Takes a copy of a request.
   *
   * @return why not, or null
   */
  @Nullable DropReason offer(int flow, ByteBuf datagram) {
    assert loop.inEventLoop();
    for (Request request : waiting) {
      if (request.flow == flow && ByteBufUtil.equals(request.datagram, datagram)) {
        return DropReason.COALESCED;
      }
    }
    if (waiting.size() >= MOST) {
      return DropReason.WINDOW_FULL;
    }
    waiting.add(new Request(flow, datagram.copy(), nanoTime.getAsLong()));
    if (looking == null) {
      look();
    }
    return null;
  }

  private void look() {
    looking = new LaterTask(this::letGo).in(loop, LOOK, TimeUnit.NANOSECONDS);
  }

  /** Perhaps some may leave now. */
  void letGo() {
    if (waiting.isEmpty()) {
      looking = null;
      return;
    }
    try {
      letGoBefore(nanoTime.getAsLong());
    } finally {
      renewLook();
    }
  }

  private void letGoBefore(long now) {
    Iterator<Request> requests = waiting.iterator();
    while (requests.hasNext()) {
      Request request = requests.next();
      if (sender.sendIfAllowed(request.flow, request.datagram)) {
        end(requests, request);
      } else if (now - request.since >= LONGEST) {
        giveUp(request, DropReason.WINDOW_FULL);
        requests.remove();
      }
    }
  }

  private void renewLook() {
    if (looking != null) {
      looking.cancel(false);
      looking = null;
    }
    if (!waiting.isEmpty()) {
      look();
    }
  }

  private static void end(Iterator<Request> requests, Request request) {
    requests.remove();
    request.datagram.release();
  }

  private void giveUp(Request request, DropReason reason) {
    sender.unsent(new Unsent(reason, 1, request.datagram.readableBytes()));
    request.datagram.release();
  }

  /** There is no way to the board any more. */
  void dropAll() {
    for (Request request : waiting) {
      giveUp(request, DropReason.TUNNEL_DOWN);
    }
    waiting.clear();
    renewLook();
  }
}
