package org.spinngate.server.cluster.member;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerConflict;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * Makes changes that must be made some time, however long the ledger is away; unless others have
 * taken this gateway's boards, and with them what was to be said of their sessions.
 *
 * <p>Thread-safe.
 */
public final class LastingChanges {
  private static final long AGAIN_MILLIS = 500;

  private final Neighbours neighbours;

  /** Those of this gateway. */
  public LastingChanges(Neighbours neighbours) {
    this.neighbours = neighbours;
  }

  /**
   * Makes them, unless it is too late for that.
   *
   * @param still what must hold; if it does not, nothing is made from then on
   * @param settled told, on any thread, when there is nothing left to do, whether it was too late
   */
  public void make(
      Member member,
      LedgerChange.Require still,
      List<LedgerChange> changes,
      Consumer<Boolean> settled) {
    List<LedgerChange> all = new ArrayList<>();
    all.add(still);
    all.addAll(changes);
    attempt(member, all, settled);
  }

  /**
   * Makes them. One that cannot be made, such as the end of what is gone already, is left out.
   *
   * @param settled run, on any thread, when there is nothing left to do
   */
  public void make(Member member, List<LedgerChange> changes, Runnable settled) {
    attempt(member, changes, late -> settled.run());
  }

  private void attempt(Member member, List<LedgerChange> changes, Consumer<Boolean> settled) {
    neighbours
        .transact(member, changes)
        .whenComplete(
            (made, fault) -> {
              Throwable why = fault == null ? null : LedgerFaults.causeOf(fault);
              if (why instanceof LedgerUnsure) {
                again(member, changes, settled);
              } else if (why instanceof LedgerConflict conflict) {
                without(conflict.change(), member, changes, settled);
              } else {
                settled.accept(false);
              }
            });
  }

  private void again(Member member, List<LedgerChange> changes, Consumer<Boolean> settled) {
    var unused =
        new LaterTask(() -> attempt(member, changes, settled))
            .in(neighbours.executor(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void without(
      LedgerChange obstacle, Member member, List<LedgerChange> changes, Consumer<Boolean> settled) {
    List<LedgerChange> rest = changes.stream().filter(change -> !change.equals(obstacle)).toList();
    boolean isTooLate = obstacle instanceof LedgerChange.Require;
    boolean isNothing = rest.stream().allMatch(LedgerChange.Require.class::isInstance);
    if (isTooLate || isNothing || rest.size() == changes.size()) {
      settled.accept(isTooLate);
    } else {
      attempt(member, rest, settled);
    }
  }
}
