package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.pace.ArrivalsFrame;
import org.spinngate.protocol.pace.LinePace;
import org.spinngate.protocol.queue.FlowQueues;
import org.spinngate.protocol.queue.QueueBudget;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Datagrams of a path that wait while its socket takes no packets, or its line no more than it has
 * got. A server's socket is shared by many, so nobody is told when it takes some again: who has
 * something waiting looks every two milliseconds, and sends so much then that others have their
 * part.
 *
 * <p>Confined to the event loop.
 */
final class SenderQueue {
  /** What may leave at one time. */
  static final int MOST_AT_ONCE = 64 * 1024;

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** What the line carries meanwhile leaves at once then. */
  private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final EventLoop loop;
  private final PacketOutlet outlet;
  private final LongSupplier nanoTime;
  private final LinePace pace;
  private final FlowQueues queues;
  private final Runnable recovery;
  private final LaterTask look = new LaterTask(this::look);
  private BooleanSupplier mayCarry = () -> true;
  private @Nullable Future<?> looking;

  /**
   * @param recovery called now and then while something waits
   */
  SenderQueue(
      EventLoop loop, PacketOutlet outlet, QueueBudget budget, Timing timing, Runnable recovery) {
    this.loop = loop;
    this.outlet = outlet;
    this.recovery = recovery;
    this.nanoTime = timing.nanoTime();
    this.pace = new LinePace(timing.now());
    int mostMillis = (int) timing.repeats().usual().toMillis();
    this.queues = new FlowQueues(outlet.allocator(), budget.share(), mostMillis, outlet::unsent);
  }

  /** How fast packets may leave, copies included; {@code Repairs} tells it of each. */
  LinePace pace() {
    return pace;
  }

  /** Whether a datagram has to wait: none may leave, or others wait already. */
  boolean isNeeded() {
    return !queues.isEmpty() || !mayLeave();
  }

  /** From here on what waits leaves only while this is so: the peer may have moved meanwhile. */
  void letLeaveWhile(BooleanSupplier condition) {
    mayCarry = condition;
  }

  /** Whether anything waits, and may leave now. */
  boolean mayNextLeave() {
    return !queues.isEmpty() && mayLeave() && mayCarry.getAsBoolean();
  }

  /** Whether a packet of datagrams may leave now. */
  boolean mayLeave() {
    // Asked for each datagram, and most lines have no limit: the clock is read only for one.
    return (!pace.isLimited() || pace.mayLeave(nanoTime.getAsLong())) && hasRoom();
  }

  /**
   * Whether the socket takes packets, as soon as those that were written in this pass have left.
   */
  boolean hasRoom() {
    if (!outlet.hasRoom()) {
      outlet.flush();
    }
    return outlet.hasRoom();
  }

  boolean isEmpty() {
    return queues.isEmpty();
  }

  /**
   * Appends a datagram, which stays the caller's.
   *
   * @param now the time mark of this moment
   * @return why it was not taken, or null if it was
   */
  @Nullable DropReason add(int now, int flow, ByteBuf datagram) {
    if (!queues.add(now, flow, datagram)) {
      return DropReason.TUNNEL_FULL;
    }
    lookLater();
    return null;
  }

  private void lookLater() {
    if (looking == null && !queues.isEmpty()) {
      long paced = Math.min(LONGEST_LOOK_NANOS, pace.nanosUntilLeave(nanoTime.getAsLong()));
      looking = look.in(loop, Math.max(LOOK_NANOS, paced), TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    // Should this throw, the next datagram begins anew.
    looking = null;
    recovery.run();
    lookLater();
  }

  /** Drops what has waited for too long. */
  void dropStale(int now) {
    queues.dropStale(now);
  }

  /** The time mark of what is next. Only while it is not empty. */
  int firstTime() {
    return queues.firstTime();
  }

  /**
   * Moves what is next into a packet.
   *
   * @param mark the packet's own
   * @param packet has room for all that may wait, and is filled
   * @return how many
   */
  int moveTo(int mark, ByteBuf packet) {
    int most = packet.maxCapacity();
    int waited = pace.millis(nanoTime.getAsLong()) - mark;
    if (pace.isTold() && waited > 0) {
      int moved = queues.moveBehind(mark, packet, most - ArrivalsFrame.WAITED_BYTES);
      if (moved > 0) {
        // Or the peer would take the line for slow.
        ArrivalsFrame.writeWaited(packet, waited);
        return moved;
      }
    }
    return queues.moveBehind(mark, packet, most);
  }

  /** A flow ends: nothing of it may leave after the message that says so. */
  void drop(int flow) {
    queues.drop(flow);
  }

  /** Nothing leaves any more. */
  void end() {
    if (looking != null) {
      looking.cancel(false);
      looking = null;
    }
    queues.dropAll(DropReason.TUNNEL_DOWN);
    pace.end();
  }
}
