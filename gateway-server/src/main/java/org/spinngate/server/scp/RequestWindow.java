package org.spinngate.server.scp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ScpDatagram;

/**
 * Lets only so many requests at a time go out to a board. SC&amp;MP has eight reply tags for all
 * its hosts together and drops the ninth request in silence, which costs the tools up to a second
 * (domain: what the board does with a datagram; spinnaker_tools scamp/scamp-3.c).
 *
 * <p>A slot stands for a tag. It is free again when the reply has come, or when the board itself
 * gives an unanswered request up. Also the slots of somebody who has gone stay taken until then,
 * for the board does not know that nobody waits any more.
 *
 * <p>A repetition takes a tag of its own, and a slot if one is free. If none is, it takes over that
 * of the request it repeats, which was probably lost on its way: a tool that repeats everything at
 * once is never held up by itself, and at worst the board drops the repetition.
 *
 * <p>Thread-safe; the next one is told after the lock is released.
 */
public final class RequestWindow {
  /** How long a board keeps the tag of a request that is not answered (domain: IPTAG). */
  public static final long LIFETIME = TimeUnit.MILLISECONDS.toNanos(2560);

  private static final int FREE = -1;
  private static final int RESERVED = -2;

  /** Of a request that another gateway has sent. */
  private static final int ELSEWHERE = -3;

  /** Replies come within milliseconds; what has none by then has lost its way. */
  private static final long REST_AWAITED = TimeUnit.MILLISECONDS.toNanos(300);

  /** Whoever wanted the rest is done by then, or has given it up. */
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(500);

  private final @Nullable Requester[] owners;
  private final int[] sequences;
  private final long[] takenNanos;
  private final Deque<Requester> queue = new ArrayDeque<>();
  private boolean rested;
  private long restNanos;

  /** One flow that sends requests, known by nothing but its identity. */
  public interface Requester {
    /** A slot is reserved for it. Called on the thread of the one who freed it. */
    void slotCame();
  }

  /**
   * @param slots how many requests may be in flight at a time; 0 for any number
   */
  public RequestWindow(int slots) {
    owners = new Requester[slots];
    sequences = new int[slots];
    takenNanos = new long[slots];
    Arrays.fill(sequences, FREE);
  }

  /** Whether there is any limit. */
  public boolean limits() {
    return sequences.length > 0;
  }

  /**
   * Takes a slot for a request that leaves now, or joins the queue, once.
   *
   * @param now in nanoseconds of {@link System#nanoTime()}
   */
  public synchronized boolean takeOrWait(Requester requester, int sequence, long now) {
    int slot = slotFor(requester, sequence, now);
    if (slot < 0) {
      if (!queue.contains(requester)) {
        queue.add(requester);
      }
      return false;
    }
    put(slot, requester, sequence, now);
    return true;
  }

  private int slotFor(Requester requester, int sequence, long now) {
    if (isResting(now)) {
      return -1;
    }
    int free = -1;
    int repeated = -1;
    for (int slot = 0; slot < sequences.length; slot++) {
      if (isFree(slot, now)) {
        free = slot;
      } else if (owners[slot] == requester) {
        if (sequences[slot] == RESERVED) {
          return slot;
        }
        boolean mayRepeat = now - takenNanos[slot] >= ScpDatagram.SHORTEST_PATIENCE;
        repeated = sequences[slot] == sequence && mayRepeat ? slot : repeated;
      }
    }
    return free >= 0 && queue.isEmpty() ? free : repeated;
  }

  private boolean isFree(int slot, long now) {
    return sequences[slot] == FREE || now - takenNanos[slot] >= LIFETIME;
  }

  private void put(int slot, Requester requester, int sequence, long now) {
    owners[slot] = requester;
    sequences[slot] = sequence;
    takenNanos[slot] = now;
  }

  /**
   * Frees every slot of the request that has been answered, if there is any.
   *
   * @return for how many nanoseconds it was in flight, -1 if it was not
   */
  public long answered(Requester requester, int sequence, long now) {
    boolean wanted = false;
    long took = -1;
    synchronized (this) {
      for (int slot = 0; slot < sequences.length; slot++) {
        if (sequences[slot] == sequence && owners[slot] == requester) {
          took = Math.max(took, now - takenNanos[slot]);
          free(slot);
        }
      }
      wanted = !queue.isEmpty();
    }
    if (wanted) {
      handOn(now);
    }
    return took;
  }

  /** Frees every slot of a requester who has learnt that the board is not there. */
  public void unreachable(Requester requester, long now) {
    synchronized (this) {
      for (int slot = 0; slot < sequences.length; slot++) {
        if (owners[slot] == requester) {
          free(slot);
        }
      }
    }
    handOn(now);
  }

  /** Gives up the place in the queue and a slot that was reserved but is not needed. */
  public void withdraw(Requester requester, long now) {
    synchronized (this) {
      queue.remove(requester);
      for (int slot = 0; slot < sequences.length; slot++) {
        if (owners[slot] == requester && sequences[slot] == RESERVED) {
          free(slot);
        }
      }
    }
    handOn(now);
  }

  /** The same, for good: slots of requests that left stay taken as long as the board's tags. */
  public void leave(Requester requester, long now) {
    withdraw(requester, now);
    synchronized (this) {
      for (int slot = 0; slot < sequences.length; slot++) {
        owners[slot] = owners[slot] == requester ? null : owners[slot];
      }
    }
  }

  private void free(int slot) {
    owners[slot] = null;
    sequences[slot] = FREE;
  }

  /** Reserves what is free for those who wait, in their order, and tells them. */
  public void handOn(long now) {
    for (Requester next = reserve(now); next != null; next = reserve(now)) {
      next.slotCame();
    }
  }

  private synchronized @Nullable Requester reserve(long now) {
    if (isResting(now)) {
      return null;
    }
    for (int slot = 0; slot < sequences.length && !queue.isEmpty(); slot++) {
      if (isFree(slot, now)) {
        Requester next = queue.remove();
        put(slot, next, RESERVED, now);
        return next;
      }
    }
    return null;
  }

  /** How long until the board gives up the oldest request in flight, in nanoseconds. */
  public synchronized long nanosToExpiry(long now) {
    if (isResting(now)) {
      return REST - (now - restNanos);
    }
    long left = LIFETIME;
    for (int slot = 0; slot < sequences.length; slot++) {
      left = Math.min(left, isFree(slot, now) ? 0 : LIFETIME - (now - takenNanos[slot]));
    }
    return left;
  }

  /**
   * Another gateway is about to have the board: from the first call on no request leaves for a
   * moment, so that those in flight are answered here, where that is heard. After half a second all
   * goes on as before; there is no other rest.
   *
   * @return whether none is in flight any more, or it is of no use to wait for that
   */
  public synchronized boolean rests(long now) {
    if (!rested) {
      rested = true;
      restNanos = now;
    }
    return heldMillis(now).isEmpty() || now - restNanos >= REST_AWAITED;
  }

  private boolean isResting(long now) {
    return rested && now - restNanos < REST;
  }

  /**
   * For how long the board may hold the tag of each request that was not answered, in milliseconds,
   * the shortest first.
   */
  public synchronized List<Integer> heldMillis(long now) {
    List<Integer> held = new ArrayList<>();
    for (int slot = 0; slot < sequences.length; slot++) {
      if (!isFree(slot, now) && sequences[slot] != RESERVED) {
        long left = LIFETIME - (now - takenNanos[slot]);
        held.add((int) TimeUnit.NANOSECONDS.toMillis(left + TimeUnit.MILLISECONDS.toNanos(1) - 1));
      }
    }
    Collections.sort(held);
    return held;
  }

  /**
   * The board may hold tags of requests of another gateway for so long: as many slots are taken,
   * those included that are taken here.
   *
   * @param millis as of {@link #heldMillis}
   */
  public synchronized void hold(List<Integer> millis, long now) {
    int more = Math.min(millis.size(), sequences.length) - heldMillis(now).size();
    for (int slot = 0; slot < sequences.length && more > 0; slot++) {
      if (isFree(slot, now)) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis.get(millis.size() - more));
        owners[slot] = null;
        sequences[slot] = ELSEWHERE;
        takenNanos[slot] = now - (LIFETIME - Math.min(left, LIFETIME));
        more--;
      }
    }
  }
}
