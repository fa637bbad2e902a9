package org.spinngate.protocol.queue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many bytes may be kept for carriers that take no more at present, of each session and of all
 * sessions together. What one session may have besides shrinks with what is left for all: it never
 * has more than is free after it has taken its own. So the first to come cannot have it all, many
 * who want much get equal parts in the end, and there is something left for a session that comes
 * later, all without a list of who has what.
 *
 * <p>Thread-safe. Counted is the memory that is taken, not the bytes of the datagrams in it.
 */
public final class QueueBudget {
  private final LongSupplier mostOfOne;
  private final LongSupplier mostInAll;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param mostOfOne bytes of one session, as wanted at that time
   * @param mostInAll bytes of all sessions
   */
  public QueueBudget(LongSupplier mostOfOne, LongSupplier mostInAll) {
    this.mostOfOne = mostOfOne;
    this.mostInAll = mostInAll;
  }

  /** What is kept at present, of all sessions. */
  public long taken() {
    return taken.get();
  }

  /** The part of one session, which has nothing so far. */
  public Share share() {
    return new Share();
  }

  /** What one session has. Confined to its event loop. */
  public final class Share {
    private long held;

    private Share() {}

    /** Takes memory of so many bytes, if that may be. */
    public boolean take(int bytes) {
      long free = mostInAll.getAsLong() - taken.addAndGet(bytes);
      if (held > free || held + bytes > mostOfOne.getAsLong()) {
        taken.addAndGet(-bytes);
        return false;
      }
      held += bytes;
      return true;
    }

    /** Gives it back. */
    public void giveBack(int bytes) {
      held -= bytes;
      taken.addAndGet(-bytes);
    }
  }
}
