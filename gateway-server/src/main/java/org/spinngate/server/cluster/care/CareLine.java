package org.spinngate.server.cluster.care;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareState;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerConflict;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * Writes what is to be known of one board, from when this gateway takes the board until it has it
 * no more: one write at a time, the latest wish, however long the ledger is away.
 *
 * <pre>
 *  note ─▶ write ─▶ made: as wanted? ─no─▶ write
 *            ▲  ├─▶ nobody knows: read, after a while
 *            └──┴─▶ another version is there: read
 * </pre>
 *
 * <p>Nobody else writes it meanwhile: another version can only be of a write of ours of which
 * nobody knew.
 *
 * <p>Thread-safe; whoever waits is told without the lock.
 */
final class CareLine {
  private static final long AGAIN_MILLIS = 500;

  private final Neighbours neighbours;
  private final Term term;
  private LedgerEntry there;
  private CareState wanted;
  private boolean writes;
  private boolean closed;
  private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

  /**
   * A board's time with this gateway.
   *
   * @param member in whose name it was taken
   * @param still what fails if it has another home by now
   */
  record Term(Board board, Member member, LedgerChange.Require still) {}

  /**
   * @param there as it was when the board was taken
   */
  CareLine(Neighbours neighbours, Term term, LedgerEntry there) {
    this.neighbours = neighbours;
    this.term = term;
    this.there = there;
    this.wanted = CareRecord.of(there);
  }

  Board board() {
    return term.board;
  }

  synchronized CareState wanted() {
    return wanted;
  }

  /** Whether something is on its way. */
  synchronized boolean writes() {
    return writes && !closed;
  }

  /**
   * This is to be known from now on.
   *
   * @return completes, on any thread, when the latest that is wanted stands there; exceptionally if
   *     the board is another gateway's
   */
  CompletionStage<Void> note(CareState state) {
    return note(known -> state);
  }

  /**
   * The same of what is known by then.
   *
   * @param change called with the lock
   */
  CompletionStage<Void> note(UnaryOperator<CareState> change) {
    CompletableFuture<Void> told;
    boolean begins;
    synchronized (this) {
      wanted = change.apply(wanted);
      begins = !closed && !writes && !isThere();
      if (begins) {
        writes = true;
        written = new CompletableFuture<>();
      }
      told = written;
    }
    if (begins) {
      write();
    }
    return told.minimalCompletionStage();
  }

  /** Somebody may have the board from now on; what else is known of it stays. */
  CompletionStage<Void> noteUse() {
    return note(CareState::inUse);
  }

  private boolean isThere() {
    return CareRecord.text(CareRecord.of(there)).equals(CareRecord.text(wanted));
  }

  private void write() {
    LedgerChange.Put change;
    synchronized (this) {
      change = new LedgerChange.Put(there.key(), CareRecord.text(wanted), there.version());
    }
    neighbours
        .transact(term.member, List.of(term.still, change))
        .whenComplete(
            (made, fault) ->
                safely(() -> wrote(change, Optional.ofNullable(fault).map(LedgerFaults::causeOf))));
  }

  private void wrote(LedgerChange.Put change, Optional<Throwable> fault) {
    if (fault.isEmpty()) {
      found(new LedgerEntry(change.key(), change.value(), change.version() + 1));
    } else if (fault.get() instanceof LedgerUnsure) {
      readLater();
    } else if (fault.get() instanceof LedgerConflict conflict && conflict.change().equals(change)) {
      read();
    } else {
      close();
    }
  }

  private void readLater() {
    var unused =
        new LaterTask(this::read, fault -> close())
            .in(neighbours.executor(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void read() {
    neighbours
        .ledger()
        .read(there().key())
        .whenComplete((entry, fault) -> safely(() -> read(fault == null, entry)));
  }

  /** Nobody takes it away. */
  private void read(boolean isKnown, Optional<LedgerEntry> entry) {
    if (isKnown) {
      entry.ifPresentOrElse(this::found, this::close);
    } else if (!isClosed()) {
      readLater();
    }
  }

  private void found(LedgerEntry entry) {
    CompletableFuture<Void> done;
    boolean again;
    synchronized (this) {
      there = entry;
      if (closed) {
        return;
      }
      again = !isThere();
      writes = again;
      done = written;
    }
    if (again) {
      write();
    } else {
      done.complete(null);
    }
  }

  private synchronized LedgerEntry there() {
    return there;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void safely(Runnable step) {
    new LaterTask(
            step,
            fault -> {
              LaterTask.tellThread(fault);
              close();
            })
        .run();
  }

  /** The board is not this gateway's any more: nothing else is written. */
  void close() {
    CompletableFuture<Void> waiting;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      waiting = written;
      written = new CompletableFuture<>();
      written.completeExceptionally(new LedgerUnsure("the board is not served here any more"));
    }
    waiting.completeExceptionally(new LedgerUnsure("the board is not served here any more"));
  }
}
