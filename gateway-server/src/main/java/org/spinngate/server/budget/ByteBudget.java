package org.spinngate.server.budget;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.Breakdown;

/**
 * How many bytes may wait on their way to boards: of one account, however many sessions and flows
 * it has, and of all together. So one user fills neither the memory nor what others may have.
 *
 * <p>Thread-safe. Nothing is asked here as long as nothing waits.
 */
public final class ByteBudget {
  /**
   * What keeps a datagram takes memory, too, however short that is: a place in a queue, the objects
   * around a buffer, and what an allocator rounds up.
   */
  public static final int OVERHEAD = 256;

  private final LongSupplier mostOfOne;
  private final LongSupplier mostInAll;
  private final AtomicLong taken = new AtomicLong();
  private final ConcurrentMap<String, Long> byAccount = new ConcurrentHashMap<>();

  /**
   * @param mostOfOne bytes of one account, as the operator wants it at that time
   * @param mostInAll bytes of all accounts
   */
  public ByteBudget(LongSupplier mostOfOne, LongSupplier mostInAll) {
    this.mostOfOne = mostOfOne;
    this.mostInAll = mostInAll;
  }

  /** What waits at present, of all accounts. */
  public long taken() {
    return taken.get();
  }

  /** What one account may have. */
  public Share of(String account) {
    return new Share(account);
  }

  /** The way of one account to its part. */
  public final class Share {
    private final String account;

    private Share(String account) {
      this.account = account;
    }

    /** Takes the place of a datagram of so many bytes, if there is any. */
    boolean take(int bytes) {
      long cost = cost(bytes);
      long all = mostInAll.getAsLong();
      if (taken.getAndUpdate(now -> now + cost <= all ? now + cost : now) + cost > all) {
        return false;
      }
      if (byAccount.merge(account, cost, Long::sum) > mostOfOne.getAsLong()) {
        giveBack(bytes);
        return false;
      }
      return true;
    }

    /**
     * Takes the place of a datagram, and copies it; the datagram stays the caller's.
     *
     * @return null if there is no place, or no memory for a copy
     */
    public @Nullable ByteBuf copy(ByteBuf datagram) {
      int bytes = datagram.readableBytes();
      if (!take(bytes)) {
        return null;
      }
      try {
        return datagram.copy();
      } catch (OutOfMemoryError e) {
        Breakdown.endProcessIf(e);
        giveBack(bytes);
        return null;
      }
    }

    /** Gives it back. */
    public void giveBack(int bytes) {
      long cost = cost(bytes);
      taken.addAndGet(-cost);
      byAccount.computeIfPresent(account, (name, held) -> held == cost ? null : held - cost);
    }
  }

  /** What a datagram of so many bytes counts. */
  public static int cost(int bytes) {
    return bytes + OVERHEAD;
  }

  /** How many accounts have something that waits. */
  public int accounts() {
    return byAccount.size();
  }
}
