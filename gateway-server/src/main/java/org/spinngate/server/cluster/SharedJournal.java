package org.spinngate.server.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.cluster.member.LastingChanges;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.SessionRecord;
import org.spinngate.server.lease.Journal;
import org.spinngate.server.lease.JournalEntry;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerChange;

/**
 * The sessions of this gateway's boards, in the ledger, so that the gateway that serves a board
 * next knows of them. Where a session is written is told before it begins ({@link #expect}).
 * Nothing is written below a board that has another home by then; and while something is on its way
 * there, the board is not let go ({@link #isWriting}).
 *
 * <p>Thread-safe.
 */
final class SharedJournal implements Journal {
  private final Neighbours neighbours;
  private final LastingChanges lasting;
  private final Map<SessionId, Place> places = new ConcurrentHashMap<>();
  private final Map<String, Integer> writing = new ConcurrentHashMap<>();

  /**
   * Where a session is written, and what of it is still on its way there.
   *
   * @param place key of its place in the quota
   */
  private record Place(ServedBoard board, String place, CompletableFuture<Optional<Void>> earlier) {
    String key(SessionId id) {
      return board.key() + "/" + id;
    }
  }

  SharedJournal(Neighbours neighbours) {
    this.neighbours = neighbours;
    this.lasting = new LastingChanges(neighbours);
  }

  /**
   * A session may begin, or go on.
   *
   * @param place key of its place in the quota
   */
  void expect(ServedBoard board, SessionId id, String place) {
    places.put(id, new Place(board, place, CompletableFuture.completedFuture(Optional.empty())));
  }

  /** Whether something is on its way into the ledger below a board. */
  boolean isWriting(String board) {
    return writing.containsKey(board);
  }

  @Override
  public void begun(JournalEntry session, Runnable noted) {
    Place place = places.get(session.id());
    if (place == null) {
      noted.run();
      return;
    }
    SessionRecord record = new SessionRecord(session, place.place);
    LedgerChange begun = new LedgerChange.Create(place.key(session.id()), record.text());
    CompletableFuture<Optional<Void>> written = new CompletableFuture<>();
    places.put(session.id(), new Place(place.board, place.place, written));
    begins(place);
    write(
        place,
        List.of(begun),
        late -> {
          written.complete(Optional.empty());
          if (late) {
            leaveUnlessWritten(place, session.id());
          }
          noted.run();
        });
  }

  /**
   * The board is another gateway's: the session is over if that does not know of it, and nobody
   * else gives its place in the quota back. It may have been written without an answer; if the
   * engine cannot tell, the place stays until this gateway ends.
   */
  private void leaveUnlessWritten(Place place, SessionId id) {
    neighbours
        .ledger()
        .read(place.key(id))
        .thenAccept(
            found -> {
              if (found.isEmpty()) {
                LedgerChange left = new LedgerChange.Delete(place.place, 0);
                lasting.make(place.board.member(), List.of(left), () -> {});
              }
            });
  }

  private void write(Place place, List<LedgerChange> changes, Consumer<Boolean> settled) {
    lasting.make(
        place.board.member(),
        place.board.stillServed(),
        changes,
        late -> {
          writing.computeIfPresent(
              place.board.key(), (key, count) -> count == 1 ? null : count - 1);
          settled.accept(late);
        });
  }

  private void begins(Place place) {
    writing.merge(place.board.key(), 1, Integer::sum);
  }

  /** Neither a gateway that stops nor one that has lost its boards ends a session for good. */
  @Override
  public void ended(SessionId id, CloseCause cause) {
    Place place = places.remove(id);
    if (place != null && cause != CloseCause.STOPPING && cause != CloseCause.ELSEWHERE) {
      List<LedgerChange> ends =
          List.of(
              new LedgerChange.Delete(place.key(id), 0), new LedgerChange.Delete(place.place, 0));
      begins(place);
      var unused = place.earlier.thenRun(() -> write(place, ends, late -> {}));
    }
  }

  /** Others write of all of them from here on. */
  void lost() {
    places.clear();
  }
}
