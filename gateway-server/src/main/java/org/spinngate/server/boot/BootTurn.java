package org.spinngate.server.boot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one boot at a time through to a board. The boot ROM keeps the first copy of each block until
 * it is power-cycled, so two boots whose packets mix give a silently corrupt image (domain: boot
 * ROM, flood_fill.c).
 *
 * <p>Thread-safe; the next one is told after the lock is released.
 */
public final class BootTurn {
  private static final String NO_REMEDY = "have the board power-cycled";

  private final Deque<Taker> queue = new ArrayDeque<>();
  private @Nullable Taker current;
  private @Nullable Taker latest;
  private int changes;
  private long lastSentNanos = Long.MIN_VALUE;
  private @Nullable String brokenOff;
  private String remedy = NO_REMEDY;

  /** One boot that wants to pass. */
  public interface Taker {
    /** It is this boot's turn now. Called on the thread of the one before. */
    void turnCame();
  }

  /**
   * Takes the turn, or joins the queue for it.
   *
   * @return whether the turn was taken at once
   */
  public synchronized boolean take(Taker taker) {
    if (current == null) {
      begin(taker);
    } else {
      queue.add(taker);
    }
    return current == taker;
  }

  private void begin(@Nullable Taker next) {
    current = next;
    if (next != null && next != latest) {
      latest = next;
      changes++;
    }
  }

  /** How often it has been the turn of another boot than the one before. */
  public synchronized int changes() {
    return changes;
  }

  /** Whether it is anybody's turn, so that boot packets may leave for the board. */
  public synchronized boolean taken() {
    return current != null;
  }

  /** Says when a packet last left for the board, in nanoseconds of {@link System#nanoTime()}. */
  public synchronized void sent(long nanos) {
    lastSentNanos = nanos;
  }

  /** When a packet last left for the board; {@link Long#MIN_VALUE} if none ever has. */
  public synchronized long lastSentNanos() {
    return lastSentNanos;
  }

  /** Lets the next one have the turn, or gives up the place in the queue. */
  public void release(Taker taker) {
    Taker next = null;
    synchronized (this) {
      queue.remove(taker);
      if (current == taker) {
        next = queue.poll();
        begin(next);
      }
    }
    if (next != null) {
      next.turnCame();
    }
  }

  /** Remembers that the board may hold part of an image, in words for the one who boots it next. */
  public synchronized void brokenOff(String words) {
    brokenOff = words;
  }

  /** A whole image has been sent: what was broken off before no longer matters. */
  public synchronized void completed() {
    brokenOff = null;
  }

  /**
   * What cures a board that holds part of an image, from now on.
   *
   * @param words a clause; empty if only a person at the board can do something
   */
  public synchronized void remedy(String words) {
    remedy = words.isEmpty() ? NO_REMEDY : words;
  }

  /**
   * What was said of the last boot that was broken off, if no complete one followed, and what cures
   * that.
   */
  public synchronized Optional<String> lastBrokenOff() {
    return Optional.ofNullable(brokenOff)
        .map(words -> words + "; if yours is another image and fails, " + remedy);
  }
}
