package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.server.budget.ByteBudget;

/**
 * The datagrams of one socket that the system does not take yet, in order: only so many, only so
 * many of one user, and, if they grow old, only for so long.
 *
 * <p>Confined to its event loop. Makes no objects as long as nothing waits.
 */
final class WaitingDatagrams {
  /** Waiting for one socket, each datagram with its {@link ByteBudget#OVERHEAD}. */
  static final int MOST_WAITING = 256 * 1024;

  private final Terms terms;
  private final Consumer<Unsent> fallen;
  private final Deque<Waiting> queue = new ArrayDeque<>(0);
  private int cost;

  private record Waiting(ByteBuf bytes, long sinceNanos) {
    int length() {
      return bytes.readableBytes();
    }
  }

  /**
   * What may wait.
   *
   * @param budget of its user
   * @param timing the clock, and what is late by it
   * @param ages whether what waits grows old
   */
  record Terms(ByteBudget.Share budget, Timing timing, boolean ages) {
    private long staleNanos() {
      return timing.repeats().usual().toNanos();
    }
  }

  /**
   * @param fallen hears of what does not wait any more, and will not leave
   */
  WaitingDatagrams(Terms terms, Consumer<Unsent> fallen) {
    this.terms = terms;
    this.fallen = fallen;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Keeps a copy, which does not hold a whole record of the tunnel back, if there is room. */
  void hold(ByteBuf datagram) {
    int bytes = datagram.readableBytes();
    if (!hasRoomFor(bytes)) {
      dropStale();
    }
    ByteBuf copy = hasRoomFor(bytes) ? terms.budget.copy(datagram) : null;
    if (copy != null) {
      queue.add(new Waiting(copy, terms.timing.now()));
      cost += ByteBudget.cost(bytes);
    } else {
      fallen.accept(new Unsent(DropReason.SEND_FAILED, 1, bytes));
    }
  }

  /** Keeps a copy of what may not leave at present, unless that grows old: then it falls. */
  void forbid(ByteBuf datagram) {
    if (terms.ages) {
      fallen.accept(new Unsent(DropReason.LEASE_UNSURE, 1, datagram.readableBytes()));
    } else {
      hold(datagram);
    }
  }

  /** The same, for what waits. */
  void forbidRest() {
    if (terms.ages) {
      dropAll(DropReason.LEASE_UNSURE);
    }
  }

  private boolean hasRoomFor(int bytes) {
    return cost + ByteBudget.cost(bytes) <= MOST_WAITING;
  }

  /**
   * Shows them, oldest first. They stay here until it is known which ones the system has taken.
   *
   * @param action with each; whether it wants another one
   * @return how many it was shown
   */
  int show(Predicate<ByteBuf> action) {
    int count = 0;
    for (Waiting next : queue) {
      count++;
      if (!action.test(next.bytes)) {
        break;
      }
    }
    return count;
  }

  /** The oldest ones have left. */
  void left(int count) {
    for (int i = 0; i < count; i++) {
      remove().release();
    }
  }

  private ByteBuf remove() {
    Waiting first = queue.remove();
    cost -= ByteBudget.cost(first.length());
    terms.budget.giveBack(first.length());
    return first.bytes;
  }

  /** Whether something waits that will be too old when it leaves. */
  boolean growOld() {
    return terms.ages && !queue.isEmpty();
  }

  /** How long until the oldest is too old, if they {@link #growOld}. */
  long nanosToStale() {
    long age = terms.timing.now() - queue.element().sinceNanos;
    return Math.max(0, terms.staleNanos() - age);
  }

  /** Lets go of what is older than its sender waits for an answer. */
  void dropStale() {
    long now = terms.timing.now();
    while (!queue.isEmpty() && isStale(queue.element(), now)) {
      drop(DropReason.STALE);
    }
  }

  private boolean isStale(Waiting one, long now) {
    return terms.ages && now - one.sinceNanos >= terms.staleNanos();
  }

  /** Lets go of all. */
  void dropAll(DropReason reason) {
    while (!queue.isEmpty()) {
      drop(reason);
    }
  }

  private void drop(DropReason reason) {
    ByteBuf first = remove();
    int bytes = first.readableBytes();
    first.release();
    fallen.accept(new Unsent(reason, 1, bytes));
  }
}
