package org.spinngate.server.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.spinngate.protocol.Holder;
import org.spinngate.server.board.LeaseView;

/**
 * Who has a board and who waits for it, one account after the other. An exclusive board has one
 * holder, a shared one any number and never a queue. What changes is shown at once, in the order in
 * which it happens.
 *
 * <p>Thread-safe; claimants are told after the lock is let go.
 */
final class Lease {
  private final Consumer<LeaseView> shown;
  private boolean shared;

  /** What the operator wants it to be; it becomes that as soon as no promise is broken. */
  private boolean wanted;

  private final List<Claimant> holders = new ArrayList<>();
  private final WaitingLine queue = new WaitingLine();

  /**
   * @param shown takes every change, under the lock; must do nothing but note it
   */
  Lease(boolean shared, Consumer<LeaseView> shown) {
    this.shown = shown;
    this.shared = shared;
    this.wanted = shared;
  }

  private void show() {
    Optional<Claimant> first = holders.stream().findFirst();
    shown.accept(
        new LeaseView(
            shared,
            new LeaseView.Counts(holders.size(), queue.size()),
            kept(),
            () -> first.map(Claimant::describe)));
  }

  private Set<String> kept() {
    return holders.stream()
        .filter(Claimant::isAway)
        .map(Claimant::account)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * From here on several may hold it at once, or no longer; those who hold it go on. Who has it
   * alone was promised that, and keeps it alone until it is given back.
   */
  void share(boolean several) {
    Runnable news;
    synchronized (this) {
      boolean changed = wanted != several;
      wanted = several;
      news = changed ? settle() : () -> {};
      // A board that nobody has wanted yet shows what it was described as first.
      show();
    }
    news.run();
  }

  /** Makes everybody in the queue look whether waiting still makes sense. */
  void question() {
    List<Claimant> all;
    synchronized (this) {
      all = queue.all();
    }
    all.forEach(Claimant::questioned);
  }

  /** Takes the board if it is free and nobody waits for it. */
  synchronized boolean take(Claimant claimant) {
    boolean free = shared || (holders.isEmpty() && queue.isEmpty());
    if (free) {
      holders.add(claimant);
      queue.served(claimant);
      show();
    }
    return free;
  }

  /**
   * Takes the board if it is free, else joins the queue.
   *
   * @return the place in the queue, or 0 if the board was taken at once
   */
  int takeOrWait(Claimant claimant) {
    int place;
    List<Claimant> behind;
    synchronized (this) {
      if (take(claimant)) {
        return 0;
      }
      behind = queue.all();
      queue.add(claimant);
      show();
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
  synchronized boolean handOver(Claimant from, Claimant to) {
    int place = holders.indexOf(from);
    if (place >= 0) {
      to.follows(from);
      holders.set(place, to);
      queue.served(to);
      show();
    }
    return place >= 0;
  }

  /** One who had the board before this process began has it again. */
  synchronized void returned() {
    show();
  }

  /** Gives the board or the place in the queue back; harmless for one who has neither. */
  void release(Claimant claimant) {
    Runnable news;
    synchronized (this) {
      boolean changed = holders.remove(claimant) || queue.remove(claimant);
      news = changed ? settle() : () -> {};
    }
    news.run();
  }

  /** The holder, if there is one; of several, the one who came first. */
  Optional<Holder> holder() {
    Optional<Claimant> first;
    synchronized (this) {
      first = holders.stream().findFirst();
    }
    return first.map(Claimant::describe);
  }

  /** Whether nobody gets it without waiting. */
  synchronized boolean isTaken() {
    return !shared && !(holders.isEmpty() && queue.isEmpty());
  }

  /** Whether nobody has it and nobody waits for it. */
  synchronized boolean isIdle() {
    return holders.isEmpty() && queue.isEmpty();
  }

  /** The place in the queue, 1 for the one who is next; 0 for one who does not wait. */
  synchronized int place(Claimant claimant) {
    return queue.turn(claimant);
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
    show();
    return () -> {
      next.forEach(Claimant::granted);
      behind.forEach(Claimant::moved);
    };
  }
}
