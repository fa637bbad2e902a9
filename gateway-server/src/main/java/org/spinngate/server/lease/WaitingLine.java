package org.spinngate.server.lease;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for a board. Each account has one place, in the order in which accounts came; its
 * claimants share it, first come first served. Who has had the board goes after all others, so that
 * nobody has it again and again while others wait, by however many claims.
 *
 * <pre>
 *  alice has it;  waiting: bob 1, alice 2, alice 3, carol 1
 *  in turn:       bob 1, carol 1, alice 2, alice 3
 * </pre>
 *
 * <p>A claimant who comes again, because its connection broke, joins the place of its account while
 * the former one is not known to be gone, and so loses nothing.
 *
 * <p>Not thread-safe: guarded by its lease.
 */
final class WaitingLine {
  private final Map<String, Deque<Claimant>> places = new LinkedHashMap<>();
  private @Nullable String served;
  private int size;

  void add(Claimant claimant) {
    places.computeIfAbsent(claimant.account(), fresh -> new ArrayDeque<>()).add(claimant);
    size++;
    goBehind();
  }

  /** This account has the board now, or has had it last. */
  void served(Claimant holder) {
    served = holder.account();
    goBehind();
  }

  private void goBehind() {
    Deque<Claimant> last = served == null ? null : places.remove(served);
    if (served != null && last != null) {
      places.put(served, last);
    }
  }

  boolean remove(Claimant claimant) {
    Deque<Claimant> place = places.get(claimant.account());
    boolean found = place != null && place.remove(claimant);
    if (found) {
      size--;
      places.values().removeIf(Deque::isEmpty);
    }
    return found;
  }

  /** Takes out the one whose turn it is; there must be one. */
  Claimant next() {
    Claimant first = places.values().iterator().next().element();
    remove(first);
    served(first);
    return first;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  List<Claimant> all() {
    return places.values().stream().flatMap(Deque::stream).toList();
  }

  /** How many turns until it is this one's, 1 for the next; 0 for one who does not wait. */
  int turn(Claimant claimant) {
    Deque<Claimant> own = places.get(claimant.account());
    int before = own == null ? -1 : List.copyOf(own).indexOf(claimant);
    if (before < 0) {
      return 0;
    }
    int turn = 1 + before;
    int rounds = before + 1;
    for (Deque<Claimant> place : places.values()) {
      if (place == own) {
        rounds--;
      } else {
        turn += Math.min(place.size(), rounds);
      }
    }
    return turn;
  }
}
