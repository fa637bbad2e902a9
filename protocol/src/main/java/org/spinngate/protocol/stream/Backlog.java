package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.queue.FlowQueues;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * SCP datagrams that wait while a connection takes no bytes. They wait in {@link FlowQueues}, and
 * not encrypted in the queue of the channel: so flows take turns, those that grow old need not be
 * sent, and a repetition can take the place of what it repeats. What nobody lets leave falls when
 * it is stale, so that a peer that does not read keeps no memory. Confined to the channel's event
 * loop.
 */
final class Backlog {
  /** Where the flags stand in an SDP header, after two bytes of padding; bit 7: reply expected. */
  private static final int FLAGS = 2;

  private final EventLoop loop;
  private final Heartbeat heartbeat;
  private final FlowQueues queues;
  private final boolean coalescing;
  private final LaterTask look = new LaterTask(this::look);
  private @Nullable Future<?> looking;

  /**
   * @param heartbeat knows the time
   * @param coalescing whether what a sender repeats leaves once
   */
  Backlog(EventLoop loop, Heartbeat heartbeat, FlowQueues queues, boolean coalescing) {
    this.loop = loop;
    this.heartbeat = heartbeat;
    this.queues = queues;
    this.coalescing = coalescing;
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }

  /**
   * Appends a datagram; the buffer stays the caller's.
   *
   * @return why one was dropped in its place, or null
   */
  @Nullable DropReason hold(int flow, ByteBuf datagram) {
    int now = heartbeat.talking();
    if (!queues.add(now, flow, datagram)) {
      return DropReason.TUNNEL_FULL;
    }
    // The repetition stays, with its later time, since its sender still waits for the reply to it.
    boolean repeated = coalescing && expectsReply(datagram) && queues.removeEarlier(flow, datagram);
    lookInTime(now);
    return repeated ? DropReason.COALESCED : null;
  }

  /** Only who waits for a reply repeats; others may well mean the same thing twice. */
  private static boolean expectsReply(ByteBuf datagram) {
    return datagram.readableBytes() > FLAGS && datagram.getByte(datagram.readerIndex() + FLAGS) < 0;
  }

  private void lookInTime(int now) {
    if (looking == null && !queues.isEmpty()) {
      looking = look.in(loop, queues.millisToStale(now) + 1L, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    // Should this throw, the next datagram begins anew.
    looking = null;
    lookInTime(dropStale());
  }

  private int dropStale() {
    int now = heartbeat.timeMark(heartbeat.now());
    queues.dropStale(now);
    return now;
  }

  /** Appends what is fresh and next, up to this length. */
  void moveTo(ByteBuf record, int most) {
    dropStale();
    queues.moveTo(record, most);
  }

  /** The same for one flow that ends: of its datagrams none waits after this. */
  void end(ByteBuf record, int most, int flow) {
    dropStale();
    queues.end(record, most, flow);
  }

  /** The connection has ended. */
  void end() {
    if (looking != null) {
      looking.cancel(false);
      looking = null;
    }
    queues.dropAll(DropReason.TUNNEL_DOWN);
  }
}
