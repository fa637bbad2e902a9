package org.spinngate.server.cluster;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.KeptSession;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.LeaseRequest;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.Reply;
import org.spinngate.server.lease.SessionId;

/**
 * The book of a gateway that is one of several. A board is served by one gateway at a time, its
 * home; all its sessions and everybody who waits for it are there, in a book of that process. What
 * is shared is who is home, the quotas, and what the next home must know of sessions.
 *
 * <pre>
 *  ask ─▶ home? ─▶ another's: Elsewhere
 *             └─▶ ours ─▶ quota ─▶ the book of this process ─▶ grants that can be lost
 * </pre>
 *
 * <p>Thread-safe, and no method waits unless it says so.
 */
final class SharedLeases implements LeaseBook {
  private final LocalLeases local;
  private final Homes homes;
  private final SharedQuota quota;
  private final Grants grants;
  private final QuietBoards quiet;

  /**
   * @param local the book of this process
   * @param grants of this book
   * @param quiet lets boards go
   */
  SharedLeases(
      LocalLeases local, Homes homes, SharedQuota quota, Grants grants, QuietBoards quiet) {
    this.local = local;
    this.homes = homes;
    this.quota = quota;
    this.grants = grants;
    this.quiet = quiet;
  }

  @Override
  public CompletionStage<Reply> ask(LeaseRequest request) {
    String key = Keys.board(request.board());
    return homes
        .visit(key, request.board())
        .thenCompose(home -> answer(home, request))
        .whenComplete((reply, fault) -> homes.leave(key));
  }

  private CompletionStage<Reply> answer(Home home, LeaseRequest request) {
    if (home instanceof Home.At there) {
      return CompletableFuture.completedStage(new Reply.Elsewhere(there.address()));
    }
    if (home instanceof Home.Unknown unknown) {
      return refused(unknown.refusal());
    }
    ServedBoard served = ((Home.Here) home).served();
    return local.keepsFor(request) ? goOn(served, request) : enter(served, request);
  }

  private static CompletionStage<Reply> refused(Refusal refusal) {
    return CompletableFuture.completedStage(new Reply.Refused(refusal, Optional.empty()));
  }

  /**
   * A session that goes on has its place in the quota already; if it is kept no more it has not.
   */
  private CompletionStage<Reply> goOn(ServedBoard served, LeaseRequest request) {
    return askHere(served, request.now(), Optional.empty())
        .thenCompose(
            reply -> {
              if (goesOn(reply, request)) {
                return CompletableFuture.completedStage(reply);
              }
              giveBack(reply);
              return enter(served, request);
            });
  }

  private static boolean goesOn(Reply reply, LeaseRequest request) {
    return reply instanceof Reply.Granted granted
        && request
            .former()
            .filter(old -> granted.grant().session().id().value() == old.session())
            .isPresent();
  }

  private static void giveBack(Reply reply) {
    if (reply instanceof Reply.Granted granted) {
      granted.grant().release(CloseCause.RELEASED);
    }
  }

  /** A client that tries again and again at a board in use causes nothing to be written. */
  private CompletionStage<Reply> enter(ServedBoard served, LeaseRequest request) {
    return local
        .vain(request)
        .<CompletionStage<Reply>>map(CompletableFuture::completedStage)
        .orElseGet(() -> enterQuota(served, request));
  }

  private CompletionStage<Reply> enterQuota(ServedBoard served, LeaseRequest request) {
    return quota
        .enter(served, request.account())
        .<Entry>thenApply(Entry::of)
        .exceptionally(fault -> Entry.REFUSED)
        .thenCompose(entry -> entered(entry, served, request));
  }

  /**
   * What became of the wish for a place.
   *
   * @param cause why there is none
   */
  private record Entry(Optional<QuotaPlace> place, CloseCause cause) {
    private static final Entry REFUSED = new Entry(Optional.empty(), CloseCause.NO_QUORUM);

    static Entry of(Optional<QuotaPlace> place) {
      return new Entry(place, CloseCause.USER_LIMIT);
    }
  }

  private CompletionStage<Reply> entered(Entry entry, ServedBoard served, LeaseRequest request) {
    if (entry.place.isEmpty()) {
      return refused(Refusal.of(entry.cause));
    }
    return askHere(served, request, entry.place)
        .whenComplete(
            (reply, fault) -> {
              if (fault != null || reply instanceof Reply.Refused) {
                entry.place.ifPresent(QuotaPlace::leave);
              }
            });
  }

  private CompletionStage<Reply> askHere(
      ServedBoard served, LeaseRequest request, Optional<QuotaPlace> place) {
    LeaseRequest losable = SharedRequest.of(request, grant -> grants.losable(served, grant, place));
    return local.ask(losable).thenApply(reply -> shared(reply, served, place));
  }

  private Reply shared(Reply reply, ServedBoard served, Optional<QuotaPlace> place) {
    if (reply instanceof Reply.Granted granted) {
      return new Reply.Granted(grants.losable(served, granted.grant(), place));
    }
    return reply instanceof Reply.Queued queued
        ? new Reply.Queued(new SharedTicket(queued.ticket(), place))
        : reply;
  }

  /** Takes the board if it has no home. */
  @Override
  public <T> CompletionStage<T> atHome(
      Board board, Supplier<CompletionStage<T>> work, Function<Refusal, T> otherwise) {
    String key = Keys.board(board);
    return homes
        .visit(key, board)
        .thenCompose(
            home ->
                obstacle(home, board)
                    .map(why -> CompletableFuture.completedStage(otherwise.apply(why)))
                    .orElseGet(work))
        .whenComplete((done, fault) -> homes.leave(key));
  }

  private static Optional<Refusal> obstacle(Home home, Board board) {
    if (home instanceof Home.At there) {
      String text = "board " + board.name() + " is served by the gateway at " + there.address();
      return Optional.of(new Refusal(CloseCause.ELSEWHERE, text + ": say it there"));
    }
    return home instanceof Home.Unknown unknown ? Optional.of(unknown.refusal()) : Optional.empty();
  }

  /**
   * All boards are others' from here on.
   *
   * @param none run, on any thread, when nobody has one of them any more
   */
  void lost(Runnable none) {
    homes.lost();
    grants.lost(none);
    local.letGo();
  }

  @Override
  public void question(Board board) {
    local.question(board);
  }

  @Override
  public void serviceChanged(Board board) {
    local.serviceChanged(board);
  }

  @Override
  public void described(Collection<Board> boards) {
    local.described(boards);
  }

  @Override
  public void recheck(BiPredicate<String, Board> permitted) {
    local.recheck(permitted);
  }

  @Override
  public void forget(String user) {
    local.forget(user);
  }

  @Override
  public Optional<KeptSession> forget(SessionId session) {
    return local.forget(session);
  }

  /** Clients that wait are sent away, since the board is going to be another gateway's. */
  @Override
  public void stopping() {
    homes.retreat();
    local.letGo();
    homes.all().forEach(local::question);
    quiet.retreat();
  }

  /** Its present home, if that is another one; else one of the others, the same for all who ask. */
  @Override
  public Optional<String> instead(Board board) {
    return homes.elsewhere().addressOf(board);
  }

  @Override
  public void letGo() {
    local.letGo();
  }
}
