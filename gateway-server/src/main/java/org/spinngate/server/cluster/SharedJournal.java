package org.spinngate.server.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.cluster.member.LastingChanges;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.record.SessionRecord;
import org.spinngate.server.lease.Journal;
import org.spinngate.server.lease.JournalEntry;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerChange;

/**
 * The sessions of this gateway's boards, in the ledger, so that whoever serves a board next knows
 * of them. Where a session is written is told before it begins ({@link #expect}).
 *
 * <p>Thread-safe.
 */
final class SharedJournal implements Journal {
  private final LastingChanges lasting;
  private final Map<SessionId, Place> places = new ConcurrentHashMap<>();

  /** Where a session is written, what of it is still on its way there, and in whose name. */
  private record Place(Member member, Spot spot, CompletableFuture<Optional<Void>> earlier) {}

  /**
   * What is written of a session.
   *
   * @param board key of its board
   * @param place key of its place in the quota
   */
  record Spot(String board, String place) {}

  SharedJournal(LastingChanges lasting) {
    this.lasting = lasting;
  }

  /** A session may begin, or go on. */
  void expect(Member member, SessionId id, Spot spot) {
    places.put(id, new Place(member, spot, CompletableFuture.completedFuture(Optional.empty())));
  }

  /** Where a session is written that may come back, or is there. */
  Optional<Spot> spotOf(SessionId id) {
    return Optional.ofNullable(places.get(id)).map(Place::spot);
  }

  @Override
  public void begun(JournalEntry session, Runnable noted) {
    Place place = places.get(session.id());
    if (place == null) {
      noted.run();
      return;
    }
    SessionRecord record = new SessionRecord(session, place.spot.place());
    LedgerChange begun = new LedgerChange.Create(key(place, session.id()), record.text());
    CompletableFuture<Optional<Void>> written = new CompletableFuture<>();
    places.put(session.id(), new Place(place.member, place.spot, written));
    lasting.make(
        place.member,
        List.of(begun),
        () -> {
          written.complete(Optional.empty());
          noted.run();
        });
  }

  private static String key(Place place, SessionId id) {
    return place.spot.board() + "/" + id;
  }

  /** Neither a gateway that stops nor one that has lost its boards ends a session for good. */
  @Override
  public void ended(SessionId id, CloseCause cause) {
    Place place = places.remove(id);
    if (place != null && cause != CloseCause.STOPPING && cause != CloseCause.ELSEWHERE) {
      List<LedgerChange> ends =
          List.of(
              new LedgerChange.Delete(key(place, id), 0),
              new LedgerChange.Delete(place.spot.place(), 0));
      var unused = place.earlier.thenRun(() -> lasting.make(place.member, ends, () -> {}));
    }
  }

  /** Others write of all of them from here on. */
  void lost() {
    places.clear();
  }
}
