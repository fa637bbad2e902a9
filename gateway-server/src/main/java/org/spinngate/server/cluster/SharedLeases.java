package org.spinngate.server.cluster;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.LeaseRequest;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.Reply;

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
  private final Neighbours neighbours;
  private final LocalLeases local;
  private final Homes homes;
  private final SharedQuota quota;
  private final Grants grants;

  /**
   * @param local the book of this process
   * @param grants of this book
   */
  SharedLeases(
      Neighbours neighbours, LocalLeases local, Homes homes, SharedQuota quota, Grants grants) {
    this.neighbours = neighbours;
    this.local = local;
    this.homes = homes;
    this.quota = quota;
    this.grants = grants;
  }

  @Override
  public CompletionStage<Reply> ask(LeaseRequest request) {
    Member member = neighbours.member();
    return homes
        .visit(request.board())
        .thenCompose(home -> answer(home, member, request))
        .whenComplete((reply, fault) -> homes.leave(request.board()));
  }

  private CompletionStage<Reply> answer(Home home, Member member, LeaseRequest request) {
    if (home instanceof Home.At there) {
      return CompletableFuture.completedStage(new Reply.Elsewhere(there.address()));
    }
    if (home instanceof Home.Unknown unknown) {
      return refused(unknown.refusal());
    }
    // A session that goes on has its place in the quota already.
    return local.keepsFor(request)
        ? askHere(member, request, Optional.empty())
        : enter(member, request);
  }

  private static CompletionStage<Reply> refused(Refusal refusal) {
    return CompletableFuture.completedStage(new Reply.Refused(refusal, Optional.empty()));
  }

  private CompletionStage<Reply> enter(Member member, LeaseRequest request) {
    return quota
        .enter(request.account(), Keys.board(request.board()))
        .thenCompose(
            seat ->
                seat.isPresent()
                    ? askHere(member, request, seat)
                    : refused(Refusal.of(CloseCause.USER_LIMIT)))
        .exceptionallyCompose(fault -> refused(Refusal.of(CloseCause.NO_QUORUM)));
  }

  private CompletionStage<Reply> askHere(
      Member member, LeaseRequest request, Optional<QuotaPlace> seat) {
    LeaseRequest losable =
        SharedRequest.of(request, grant -> grants.losable(member, request.board(), grant, seat));
    return local.ask(losable).thenApply(reply -> shared(reply, member, request, seat));
  }

  private Reply shared(
      Reply reply, Member member, LeaseRequest request, Optional<QuotaPlace> seat) {
    if (reply instanceof Reply.Granted granted) {
      return new Reply.Granted(grants.losable(member, request.board(), granted.grant(), seat));
    }
    if (reply instanceof Reply.Queued queued) {
      return new Reply.Queued(new SharedTicket(queued.ticket(), seat));
    }
    seat.ifPresent(QuotaPlace::leave);
    return reply;
  }

  /** All boards are others' from here on. */
  void lost() {
    homes.lost();
    local.letGo();
    grants.lost();
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
  public void letGo() {
    local.letGo();
  }
}
