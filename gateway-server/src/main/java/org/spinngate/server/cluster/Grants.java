package org.spinngate.server.cluster;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.Refusal;

/**
 * Who has boards of this gateway's, so that all hear of it if the boards are another's.
 *
 * <p>Thread-safe.
 */
final class Grants {
  private static final Refusal LOST =
      new Refusal(
          CloseCause.ELSEWHERE,
          "this gateway was away for too long, and others may have its boards");

  private final Neighbours neighbours;
  private final SharedJournal journal;
  private final Set<SharedGrant> all = ConcurrentHashMap.newKeySet();
  private Optional<Runnable> whenNone = Optional.empty();

  Grants(Neighbours neighbours, SharedJournal journal) {
    this.neighbours = neighbours;
    this.journal = journal;
  }

  /**
   * A grant of the book of this process, which can be lost; it is lost already if the board is not
   * this gateway's any more.
   *
   * @param place in the quota; empty for a session that has one since before
   */
  Grant losable(ServedBoard served, Grant inner, Optional<QuotaPlace> place) {
    SharedGrant made = new SharedGrant(inner, place, new Fate(served));
    all.add(made);
    if (served.member() != neighbours.member()) {
      made.lose(LOST);
    }
    return made;
  }

  /**
   * All boards are others' from here on.
   *
   * @param none run, on any thread, when everybody has given back what was lost
   */
  void lost(Runnable none) {
    synchronized (this) {
      whenNone = Optional.of(none);
    }
    // Each by itself, so that what one of them throws keeps no other session alive.
    Set.copyOf(all).forEach(grant -> new LaterTask(() -> grant.lose(LOST)).run());
    settle();
  }

  private void settle() {
    Optional<Runnable> now = Optional.empty();
    synchronized (this) {
      if (all.isEmpty()) {
        now = whenNone;
        whenNone = Optional.empty();
      }
    }
    now.ifPresent(Runnable::run);
  }

  /** What becomes of a grant of a board. */
  private final class Fate implements SharedGrant.Events {
    private final ServedBoard served;

    Fate(ServedBoard served) {
      this.served = served;
    }

    @Override
    public void begins(SharedGrant grant, QuotaPlace taken) {
      journal.expect(served, grant.session().id(), taken.key());
    }

    @Override
    public void over(SharedGrant grant) {
      all.remove(grant);
      settle();
    }
  }
}
