package org.spinngate.server.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
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
  private final Map<String, Served> ours = new HashMap<>();

  /** Completes with nothing if it is to be looked at again. */
  private final Map<String, CompletableFuture<Optional<Home>>> asked = new HashMap<>();

  private final Map<String, Integer> visitors = new HashMap<>();

  /**
   * @param member in whose name it was taken
   */
  private record Served(Board board, Member member) {}

  /**
   * @param former takes the sessions that a board had elsewhere, before anybody gets it here
   */
  Homes(Neighbours neighbours, FormerSessions former) {
    this.neighbours = neighbours;
    this.former = former;
  }

  /**
   * Takes a board, or tells who has it. If it is here it stays so until {@link #leave}, which must
   * follow in every case.
   */
  CompletionStage<Home> visit(Board board) {
    String key = Keys.board(board);
    synchronized (this) {
      visitors.merge(key, 1, Integer::sum);
    }
    return claim(key, board);
  }

  /** What was wanted of a board is had, or not. */
  synchronized void leave(Board board) {
    visitors.computeIfPresent(Keys.board(board), (key, count) -> count == 1 ? null : count - 1);
  }

  private CompletionStage<Home> claim(String key, Board board) {
    Member member = neighbours.member();
    if (!member.tenure().holds()) {
      return CompletableFuture.completedStage(unknown());
    }
    CompletableFuture<Optional<Home>> fresh = new CompletableFuture<>();
    CompletableFuture<Optional<Home>> other;
    synchronized (this) {
      if (isOurs(key, member)) {
        return CompletableFuture.completedStage(new Home.Here());
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

  private boolean isOurs(String key, Member member) {
    Served known = ours.get(key);
    return known != null && known.member == member;
  }

  private void look(
      String key, Board board, Member member, CompletableFuture<Optional<Home>> answer) {
    new HomeClaim(key, neighbours, member, found -> arrived(key, board, member, found))
        .begin()
        .exceptionally(Homes::broken)
        .thenAccept(home -> answer(key, answer, home, member));
  }

  private static Home broken(Throwable fault) {
    LOG.error("fault in the look at a board's home", fault);
    return unknown();
  }

  private static Home unknown() {
    return new Home.Unknown(Refusal.of(CloseCause.NO_QUORUM));
  }

  private void arrived(String key, Board board, Member member, List<LedgerEntry> sessions) {
    LOG.info("board {} is served here from now on", board.name());
    former.take(member, board, sessions);
    synchronized (this) {
      ours.put(key, new Served(board, member));
    }
  }

  private void answer(
      String key, CompletableFuture<Optional<Home>> asker, Home found, Member member) {
    synchronized (this) {
      asked.remove(key);
    }
    boolean late = member != neighbours.member();
    asker.complete(Optional.of(late ? unknown() : found));
  }

  /** The boards that are served here, and that nobody is about to get. */
  synchronized List<Board> quiet() {
    return ours.entrySet().stream()
        .filter(one -> !visitors.containsKey(one.getKey()))
        .map(one -> one.getValue().board)
        .toList();
  }

  /**
   * Lets a board go, unless somebody needs it after all.
   *
   * @param needed asked once nobody can come to the board any more
   */
  void letGo(Board board, Predicate<Board> needed) {
    String key = Keys.board(board);
    Member member = neighbours.member();
    CompletableFuture<Optional<Home>> gone = new CompletableFuture<>();
    synchronized (this) {
      boolean mayGo =
          isOurs(key, member)
              && !visitors.containsKey(key)
              && !asked.containsKey(key)
              && !needed.test(board);
      if (!mayGo) {
        return;
      }
      ours.remove(key);
      asked.put(key, gone);
    }
    HomeRelease.of(neighbours, member, key)
        .whenComplete(
            (done, fault) -> {
              synchronized (this) {
                asked.remove(key);
              }
              gone.complete(Optional.empty());
            });
  }

  /** All boards are others' from here on. */
  synchronized void lost() {
    ours.clear();
  }
}
