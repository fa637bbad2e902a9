package org.spinngate.server.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.care.SharedCare;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * Which boards this gateway serves. A board is taken when somebody asks for it here and no other
 * gateway has it; however many ask at once, it is taken once. It is let go when nobody has needed
 * it for a while, never while anybody is about to get it.
 *
 * <p>Thread-safe; others are told without the lock.
 */
final class Homes {
  private static final Logger LOG = LoggerFactory.getLogger(Homes.class);

  private final Neighbours neighbours;
  private final FormerSessions former;
  private final SharedCare care;
  private final LongSupplier nanoTime;
  private final OtherHomes elsewhere;
  private final Map<String, ServedBoard> ours = new HashMap<>();

  /** Completes with nothing if it is to be looked at again. */
  private final Map<String, CompletableFuture<Optional<Home>>> asked = new HashMap<>();

  /** Those that may be ours by the ledger, since a claim or a release was not answered. */
  private final Map<String, ServedBoard> unsure = new HashMap<>();

  private final Map<String, Integer> visitors = new HashMap<>();
  private boolean retreats;

  /**
   * @param former takes the sessions that a board had elsewhere, before anybody gets it here
   * @param care takes what is known of its power, at the same time
   * @param nanoTime by which requests to boards are timed
   */
  Homes(Neighbours neighbours, FormerSessions former, SharedCare care, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.neighbours = neighbours;
    this.former = former;
    this.care = care;
    this.elsewhere = new OtherHomes(neighbours);
  }

  /**
   * Takes a board, or tells who has it. If it is here it stays so until {@link #leave}, which must
   * follow in every case.
   *
   * @param key of the board as it is now
   */
  CompletionStage<Home> visit(String key, Board board) {
    synchronized (this) {
      visitors.merge(key, 1, Integer::sum);
    }
    return claim(key, board);
  }

  /** One visitor less: what it wanted of the board was answered. */
  synchronized void leave(String key) {
    visitors.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
  }

  private CompletionStage<Home> claim(String key, Board board) {
    Member member = neighbours.member();
    if (!member.tenure().holds()) {
      return CompletableFuture.completedStage(unknown());
    }
    CompletableFuture<Optional<Home>> fresh = new CompletableFuture<>();
    CompletableFuture<Optional<Home>> other;
    synchronized (this) {
      Optional<ServedBoard> known =
          Optional.ofNullable(ours.get(key)).filter(served -> served.member() == member);
      // One that has just come is nobody's until its power is known here, too.
      if (known.isPresent() && !asked.containsKey(key)) {
        return CompletableFuture.completedStage(new Home.Here(known.get()));
      }
      if (retreats && known.isEmpty()) {
        return CompletableFuture.completedStage(elsewhere.homeOf(board));
      }
      other = asked.putIfAbsent(key, fresh);
    }
    if (other == null) {
      look(key, board, member, fresh);
      return fresh.thenApply(Optional::orElseThrow);
    }
    return other.thenCompose(
        home -> home.map(CompletableFuture::completedStage).orElseGet(() -> claim(key, board)));
  }

  /** Whether a board is served here, as far as is known here; wherever it has moved since. */
  boolean serves(Board board) {
    return served(board).isPresent();
  }

  /** The same from now on without a break: false if it is let go, or lost, and taken again. */
  BooleanSupplier term(Board board) {
    Optional<ServedBoard> now = served(board);
    return () -> now.isPresent() && now.equals(served(board));
  }

  private synchronized Optional<ServedBoard> served(Board board) {
    Member member = neighbours.member();
    return ours.values().stream()
        .filter(one -> one.member() == member && one.board().isSamePlaceAs(board))
        .findFirst();
  }

  private void look(
      String key, Board board, Member member, CompletableFuture<Optional<Home>> asker) {
    ServedBoard wanted = ServedBoard.wanted(key, board, member);
    new HomeClaim(wanted, neighbours, this::arrived)
        .begin()
        .exceptionally(Homes::broken)
        .thenAccept(home -> answer(wanted, asker, home));
  }

  private static Home broken(Throwable fault) {
    LOG.error("fault while looking at a board's home", fault);
    return unknown();
  }

  private static Home unknown() {
    return new Home.Unknown(Refusal.of(CloseCause.NO_QUORUM));
  }

  /**
   * Of a member that is over meanwhile, it is nobody's, with all that belongs to it. If this
   * gateway has begun to let its boards go, its sessions are left where they are: the next home
   * takes them.
   */
  private Home arrived(
      ServedBoard served, HomeRecord before, List<LedgerEntry> sessions, LedgerEntry power) {
    served.board().requestWindow().hold(before.tags(), nanoTime.getAsLong());
    // Under the lock, or else a retreat or a loss could come between, and what goes would be kept.
    synchronized (this) {
      if (served.member() != neighbours.member()) {
        return unknown();
      }
      LOG.info("board {} is served here from now on", served.board().name());
      if (retreats) {
        var unused = former.endKicked(served, sessions);
      } else {
        former.take(served, sessions);
      }
      ours.put(served.key(), served);
      unsure.remove(served.key());
      if (retreats) {
        return elsewhere.homeOf(served.board());
      }
    }
    care.taken(served.board(), served.member(), served.stillServed(), power, !sessions.isEmpty());
    return new Home.Here(served);
  }

  /** From here on no board is taken, and each that nobody needs is to go. */
  synchronized void retreat() {
    retreats = true;
  }

  /** Whether that has begun. */
  synchronized boolean retreats() {
    return retreats;
  }

  /** Where clients find what is given to nobody here any more. */
  OtherHomes elsewhere() {
    return elsewhere;
  }

  private void answer(ServedBoard served, CompletableFuture<Optional<Home>> asker, Home found) {
    boolean late;
    synchronized (this) {
      late = served.member() != neighbours.member();
      asked.remove(served.key());
      if (found instanceof Home.Unknown && !late) {
        unsure.put(served.key(), served);
      }
    }
    asker.complete(Optional.of(late ? unknown() : found));
  }

  /** The boards that are served here. */
  synchronized List<Board> all() {
    return ours.values().stream().map(ServedBoard::board).toList();
  }

  /** The boards that are served here, and that nobody is about to get. */
  synchronized List<ServedBoard> quiet() {
    return ours.values().stream().filter(one -> !visitors.containsKey(one.key())).toList();
  }

  /**
   * Lets a board go, unless somebody needs it after all.
   *
   * @param needed asked once nobody can come to the board any more
   */
  void letGo(ServedBoard served, Predicate<Board> needed) {
    String key = served.key();
    CompletableFuture<Optional<Home>> gone = new CompletableFuture<>();
    synchronized (this) {
      boolean mayGo =
          served.equals(ours.get(key))
              && !visitors.containsKey(key)
              && !asked.containsKey(key)
              && !former.isWriting(key)
              && !needed.test(served.board());
      if (!mayGo) {
        return;
      }
      ours.remove(key);
      unsure.put(key, served);
      asked.put(key, gone);
    }
    care.letGo(key);
    released(served, gone, new HomeRelease(neighbours, served, nanoTime).begin());
  }

  /** Lets those go again of which nobody knows whether they are let go; each that nobody wants. */
  void letGoAgain() {
    if (neighbours.ledger().connected()) {
      List<ServedBoard> again;
      synchronized (this) {
        again = List.copyOf(unsure.values());
      }
      again.forEach(this::letGoAgain);
    }
  }

  private void letGoAgain(ServedBoard served) {
    CompletableFuture<Optional<Home>> gone = new CompletableFuture<>();
    synchronized (this) {
      boolean isWanted = visitors.containsKey(served.key()) || asked.containsKey(served.key());
      boolean isOver = served.member() != neighbours.member();
      if (isWanted || isOver || !unsure.containsKey(served.key())) {
        return;
      }
      asked.put(served.key(), gone);
    }
    released(served, gone, new HomeRelease(neighbours, served, nanoTime).again());
  }

  private void released(
      ServedBoard served, CompletableFuture<Optional<Home>> gone, CompletionStage<Boolean> sure) {
    sure.exceptionally(fault -> false)
        .thenAccept(
            isSure -> {
              synchronized (this) {
                asked.remove(served.key());
                if (isSure) {
                  unsure.remove(served.key(), served);
                }
              }
              gone.complete(Optional.empty());
            });
  }

  /** All boards are others' from here on. */
  void lost() {
    synchronized (this) {
      ours.clear();
      unsure.clear();
    }
    care.lost();
  }
}
