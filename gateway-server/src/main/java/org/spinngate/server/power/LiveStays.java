package org.spinngate.server.power;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.spinngate.server.board.Board;

/**
 * Who has a board or waits for it, and who looks after the board for each, if anybody does; who
 * begins to look after a board learns who has it.
 *
 * <p>Not thread-safe.
 */
final class LiveStays {
  private final Map<GuestStay, Board> unattended = new HashMap<>();
  private final Map<GuestStay, Caretaker> attended = new HashMap<>();

  /** One has come to a board that nobody looks after. */
  void add(GuestStay stay, Board board) {
    unattended.put(stay, board);
  }

  /** One has come to a board. */
  void add(GuestStay stay, Caretaker caretaker) {
    attended.put(stay, caretaker);
  }

  /**
   * Somebody looks after a board from now on.
   *
   * @param same whether a board is that one
   * @return who has it
   */
  List<GuestStay> handOver(Predicate<Board> same, Caretaker caretaker) {
    List<GuestStay> found =
        unattended.entrySet().stream()
            .filter(one -> same.test(one.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    found.forEach(unattended::remove);
    found.forEach(stay -> attended.put(stay, caretaker));
    return found;
  }

  /** One has gone; the answer is who must hear of it. */
  Optional<Caretaker> remove(GuestStay stay) {
    unattended.remove(stay);
    return Optional.ofNullable(attended.remove(stay));
  }
}
