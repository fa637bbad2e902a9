package org.spinngate.server.board;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.spinngate.protocol.Holder;

/**
 * Who has a board and who waits for it: a snapshot, for tables and for what the board itself does.
 * Only the code that decides who has it shows it here.
 *
 * @param shared whether several may have the board at once
 * @param counts how many have it, and how many wait for it
 * @param kept the accounts of those for whom it is kept since before the start of this process, or
 *     since it had another home, until their sessions have begun again
 * @param first describes the holder who came first, at the moment that it is asked, since its idle
 *     time goes on
 */
public record LeaseView(
    boolean shared, Counts counts, Set<String> kept, Supplier<Optional<Holder>> first) {

  /** Of a board that is kept for nobody. */
  public LeaseView(boolean shared, Counts counts, Supplier<Optional<Holder>> first) {
    this(shared, counts, Set.of(), first);
  }

  /**
   * How many have the board, and how many want it.
   *
   * @param holders who have it
   * @param waiting who wait for it
   */
  public record Counts(int holders, int waiting) {}

  /** Of a board that nobody has. */
  public static LeaseView free(boolean shared) {
    return new LeaseView(shared, new Counts(0, 0), Optional::empty);
  }

  /** Whether anybody has it. */
  public boolean held() {
    return counts.holders > 0;
  }

  /** The holder, if there is one; of several, the one who came first. */
  public Optional<Holder> holder() {
    return first.get();
  }

  /** How many have it. */
  public int holders() {
    return counts.holders;
  }

  /** How many wait for it. */
  public int waiting() {
    return counts.waiting;
  }

  /**
   * The word for it in tables: what is so, also while several still have what is shared no more.
   */
  public String access() {
    return shared || counts.holders > 1 ? "shared" : "exclusive";
  }
}
