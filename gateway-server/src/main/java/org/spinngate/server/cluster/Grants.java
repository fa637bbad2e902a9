package org.spinngate.server.cluster;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
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

  Grants(Neighbours neighbours, SharedJournal journal) {
    this.neighbours = neighbours;
    this.journal = journal;
  }

  /**
   * A grant of the book of this process, which can be lost; it is lost already if the boards are
   * not this gateway's any more.
   *
   * @param member in whose name the board was taken
   * @param seat in the quota; empty for a session that has one since before
   */
  Grant losable(Member member, Board board, Grant inner, Optional<QuotaPlace> seat) {
    SharedGrant made =
        new SharedGrant(
            inner,
            seat,
            new SharedGrant.Events() {
              @Override
              public void begins(SharedGrant grant, QuotaPlace taken) {
                journal.expect(
                    member,
                    grant.session().id(),
                    new SharedJournal.Spot(Keys.board(board), taken.key()));
              }

              @Override
              public void over(SharedGrant grant) {
                all.remove(grant);
              }
            });
    all.add(made);
    if (member != neighbours.member()) {
      made.lose(LOST);
    }
    return made;
  }

  /** All boards are others' from here on. */
  void lost() {
    Set.copyOf(all).forEach(grant -> grant.lose(LOST));
  }
}
