package org.spinngate.protocol.queue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Objects;
import java.util.function.Consumer;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;

/**
 * The SCP datagrams of one session that wait while a carrier takes no more. Each flow has a queue
 * of its own, and they leave by turns of some 1,500 bytes (deficit round robin, as in RFC 8290): a
 * flow that begins to wait comes before those that have had a turn, so that requests overtake a
 * stream, however much of it waits.
 *
 * <pre>
 *               ┌─ flow 1 ▮▮▮▮▮▮▮▮▮▮ ─┐
 *   datagrams ──┼─ flow 2 ▮           ┼─ turns ──▶ carrier
 *               └─ flow 7 ▮▮          ┘
 *                         │
 *                         ├──▶ stale          waits for too long
 *                         └──▶ tunnel-full    no memory: the oldest of the flow that has most
 * </pre>
 *
 * <p>A line that stands still for a while loses nothing. On one that is slower than what is sent
 * for long, all would leave at the age at which the peer drops it: so once something has become too
 * old, nothing waits for more than half the time, until all have left.
 *
 * <p>They wait as time marks and frames, not encrypted: so those that grow old need not be sent.
 * Confined to the event loop. Makes no object for a datagram.
 */
public final class FlowQueues {
  /** What came less than this apart shares a time mark. */
  private static final int MARK_EVERY_MILLIS = 10;

  private final int mostMillis;
  private final Fallen fallen;
  private final Turns turns;
  private int waiting;
  private int limitMillis;
  private boolean marked;
  private int markedAt;

  /**
   * @param allocator of what they wait in
   * @param budget how much of it they may have
   * @param mostMillis how long one may wait
   * @param listener hears what has fallen that had been taken
   */
  public FlowQueues(
      ByteBufAllocator allocator,
      QueueBudget.Share budget,
      int mostMillis,
      Consumer<Unsent> listener) {
    this.mostMillis = mostMillis;
    this.limitMillis = mostMillis;
    this.fallen = new Fallen(listener);
    this.turns = new Turns(new Chunks(allocator, budget));
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return waiting == 0;
  }

  /** How many flows it remembers, in memory that is not counted. */
  int flows() {
    return turns.flows();
  }

  /**
   * Appends a datagram, which stays the caller's. Others fall if there is no memory otherwise.
   *
   * @param now the time mark of this moment
   * @param flow its number, with {@link DataFrame#MARKED} if a mark stands before the datagram
   * @return whether there was memory for it
   */
  public boolean add(int now, int flow, ByteBuf datagram) {
    boolean added = addIfRoom(now, flow, datagram);
    if (!added) {
      dropStale(now);
      added = addIfRoom(now, flow, datagram);
    }
    while (!added && dropOfLongest()) {
      added = addIfRoom(now, flow, datagram);
    }
    waiting += added ? 1 : 0;
    return added;
  }

  private boolean addIfRoom(int now, int flow, ByteBuf datagram) {
    FlowQueue queue = turns.queueOf(flow & DataFrame.MAX_FLOW);
    boolean added = queue.add(now, flow, datagram);
    if (queue.isEmpty()) {
      turns.forget(queue);
    }
    return added;
  }

  private boolean dropOfLongest() {
    FlowQueue longest = turns.longest();
    if (longest == null || longest.isEmpty()) {
      return false;
    }
    longest.dropChunk(fallen);
    if (longest.isEmpty()) {
      turns.forget(longest);
    }
    waiting -= fallen.tell(DropReason.TUNNEL_FULL);
    return true;
  }

  /**
   * Takes out a datagram of the same flow and the same bytes, each of them compared, but not the
   * latest of that flow.
   *
   * @return whether there was one, which counts no more
   */
  public boolean removeEarlier(int flow, ByteBuf datagram) {
    FlowQueue queue = turns.known(flow & DataFrame.MAX_FLOW);
    boolean removed = queue != null && queue.removeEarlier(flow, datagram);
    waiting -= removed ? 1 : 0;
    return removed;
  }

  /**
   * Drops what has waited for too long.
   *
   * @param now the time mark of this moment
   */
  public void dropStale(int now) {
    if (waiting > 0 && dropOlder(now) && limitMillis == mostMillis) {
      limitMillis = mostMillis / 2;
      dropOlder(now);
    }
    recoverIfEmpty();
  }

  private boolean dropOlder(int now) {
    turns.forgetIf(each -> fallsWhole(each, now));
    int fell = fallen.tell(DropReason.STALE);
    waiting -= fell;
    return fell > 0;
  }

  private void recoverIfEmpty() {
    if (waiting == 0) {
      limitMillis = mostMillis;
    }
  }

  /** One that was empty before is remembered until its turn, or it would be a beginner too soon. */
  private boolean fallsWhole(FlowQueue queue, int now) {
    if (queue.isEmpty()) {
      return false;
    }
    queue.dropOlderThan(limitMillis, now, fallen);
    return queue.isEmpty();
  }

  /**
   * How long it will be until one has waited for too long.
   *
   * @param now the time mark of this moment
   * @return milliseconds; at most how long one may wait
   */
  public int millisToStale(int now) {
    int longest = 0;
    for (FlowQueue each : turns.all()) {
      longest = each.isEmpty() ? longest : Math.max(longest, now - each.time());
    }
    return Math.max(0, limitMillis - longest);
  }

  /**
   * Lets leave what is next by turns, as time marks and frames.
   *
   * @param out what they are appended to
   * @param most how many bytes that may have then, unless a single frame has more
   */
  public void moveTo(ByteBuf out, int most) {
    marked = false;
    moveByTurns(out, most);
  }

  /**
   * The same for one that has a time mark already.
   *
   * @param mark the latest time mark in {@code out}
   * @return how many datagrams leave
   */
  public int moveBehind(int mark, ByteBuf out, int most) {
    marked = true;
    markedAt = mark;
    int before = waiting;
    moveByTurns(out, most);
    return before - waiting;
  }

  private void moveByTurns(ByteBuf out, int most) {
    FlowQueue next = turns.next();
    while (next != null && fits(next, out, most)) {
      move(next, out);
      next = turns.next();
    }
    recoverIfEmpty();
  }

  /** When that came which leaves next. Only while something waits. */
  public int firstTime() {
    return Objects.requireNonNull(turns.next()).time();
  }

  /**
   * Lets leave what fits of a flow that ends, out of turn. The rest of it falls.
   *
   * @param flow its number; the next that waits by this number is another flow
   */
  public void end(ByteBuf out, int most, int flow) {
    FlowQueue queue = turns.known(flow);
    if (queue != null) {
      turns.forget(queue);
      marked = false;
      while (!queue.isEmpty() && fits(queue, out, most)) {
        move(queue, out);
      }
      queue.dropAll(fallen);
      waiting -= fallen.tell(DropReason.TUNNEL_FULL);
      recoverIfEmpty();
    }
  }

  /**
   * Lets fall what waits of a flow that ends.
   *
   * @param flow its number; the next that waits by this number is another flow
   */
  public void drop(int flow) {
    FlowQueue queue = turns.known(flow);
    if (queue != null) {
      turns.forget(queue);
      queue.dropAll(fallen);
      waiting -= fallen.tell(DropReason.TUNNEL_FULL);
      recoverIfEmpty();
    }
  }

  private boolean fits(FlowQueue next, ByteBuf out, int most) {
    int needed = next.frameBytes() + (needsMark(next) ? DataFrame.TIME_MARK_BYTES : 0);
    return !out.isReadable() || out.readableBytes() + needed <= most;
  }

  private boolean needsMark(FlowQueue next) {
    return !marked || Math.abs(next.time() - markedAt) >= MARK_EVERY_MILLIS;
  }

  private void move(FlowQueue next, ByteBuf out) {
    if (needsMark(next)) {
      marked = true;
      markedAt = next.time();
      DataFrame.writeTimeMark(out, markedAt);
    }
    next.moveTo(out);
    waiting--;
  }

  /** Lets all of them fall. */
  public void dropAll(DropReason reason) {
    for (FlowQueue each : turns.all()) {
      each.dropAll(fallen);
    }
    turns.clear();
    waiting = 0;
    fallen.tell(reason);
  }
}
