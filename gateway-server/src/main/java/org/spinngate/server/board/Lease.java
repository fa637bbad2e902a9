package org.spinngate.server.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spinngate.protocol.Holder;

/**
 * Who has a board and who waits for it, one account after the other. An exclusive board has one
 * holder, a shared one any number and never a queue.
 *
 * <p>Thread-safe; claimants are told after the lock is let go.
 */
public final class Lease {
  private boolean shared;

  /** What the operator wants it to be; it becomes that as soon as no promise is broken. */
  private boolean wanted;

  private final List<Claimant> holders = new ArrayList<>();
  private final WaitingLine queue = new WaitingLine();

  Lease(boolean shared) {
    this.shared = shared;
    this.wanted = shared;
  }

  /** Whether several claimants may hold it at once. */
  public synchronized boolean shared() {
    return shared;
  }

  /**
   * From here on several may hold it at once, or no longer; those who hold it go on. Whoever has it
   * alone was promised that, and keeps it alone until it is given back.
   */
  public void share(boolean several) {
    Runnable news;
    synchronized (this) {
      boolean changed = wanted != several;
      wanted = several;
      news = changed ? settle() : () -> {};
    }
    news.run();
  }

  /** Makes everybody in the queue look whether waiting still makes sense. */
  public void question() {
    List<Claimant> all;
    synchronized (this) {
      all = queue.all();
    }
    all.forEach(Claimant::questioned);
  }

  /** The word for it in tables. */
  public String access() {
    return shared() ? "shared" : "exclusive";
  }

  /** Takes the board if it is free and nobody waits for it. */
  public synchronized boolean take(Claimant claimant) {
    boolean free = shared || (holders.isEmpty() && queue.isEmpty());
    if (free) {
      holders.add(claimant);
      queue.served(claimant);
    }
    return free;
  }

  /**
   * Takes the board if it is free, else joins the queue.
   *
   * @return the place in the queue, or 0 if the board was taken at once
   */
  public int takeOrWait(Claimant claimant) {
    int place;
    List<Claimant> behind;
    synchronized (this) {
      if (take(claimant)) {
        return 0;
      }
      behind = queue.all();
      queue.add(claimant);
      place = queue.turn(claimant);
      behind = place == queue.size() ? List.of() : behind;
    }
    behind.forEach(Claimant::moved);
    return place;
  }

  /**
   * Puts one claimant in the place of a holder, ahead of everybody who waits.
   *
   * @return whether the other held the board
   */
  public synchronized boolean handOver(Claimant from, Claimant to) {
    int place = holders.indexOf(from);
    if (place >= 0) {
      holders.set(place, to);
      queue.served(to);
    }
    return place >= 0;
  }

  /** Gives the board or the place in the queue back; harmless for one who has neither. */
  public void release(Claimant claimant) {
    Runnable news;
    synchronized (this) {
      boolean changed = holders.remove(claimant) || queue.remove(claimant);
      news = changed ? settle() : () -> {};
    }
    news.run();
  }

  /** Whether anybody has it. */
  public synchronized boolean held() {
    return !holders.isEmpty();
  }

  /** The holder, if there is one; of several, the one who came first. */
  public Optional<Holder> holder() {
    Optional<Claimant> first;
    synchronized (this) {
      first = holders.stream().findFirst();
    }
    return first.map(Claimant::describe);
  }

  /** The place in the queue, 1 for the one who is next; 0 for one who does not wait. */
  public synchronized int place(Claimant claimant) {
    return queue.turn(claimant);
  }

  /** How many hold it. */
  public synchronized int holders() {
    return holders.size();
  }

  /** How many wait. */
  public synchronized int waiting() {
    return queue.size();
  }

  /** Hands a free board on and says who must be told what. */
  private Runnable settle() {
    boolean promised = wanted && !shared && holders.size() == 1;
    shared = promised ? shared : wanted;
    List<Claimant> next = new ArrayList<>();
    while (!queue.isEmpty() && (shared || holders.isEmpty())) {
      Claimant first = queue.next();
      holders.add(first);
      next.add(first);
    }
    List<Claimant> behind = queue.all();
    return () -> {
      next.forEach(Claimant::granted);
      behind.forEach(Claimant::moved);
    };
  }
}
