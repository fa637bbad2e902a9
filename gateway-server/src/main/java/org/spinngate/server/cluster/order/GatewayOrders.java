package org.spinngate.server.cluster.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.order.Barred;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.OrderTaker;
import org.spinngate.server.order.OtherGateways;

/**
 * What the operator says here and at the other gateways, so that all do it.
 *
 * <p>Thread-safe.
 */
public final class GatewayOrders implements OtherGateways {
  private final Neighbours neighbours;
  private final FirstJoining joining;
  private final OrderInbox inbox;
  private final BarredAccounts barred;
  private final ServiceMarks marks;
  private final SessionKicks kicks;
  private final UserKicks userKicks;
  private final KickedSessions kicked;
  private final Lifting lifting;
  private final PendingKicks pending;
  private final OrderLeftovers leftovers;

  /**
   * What this gateway has alone.
   *
   * @param book by which boards are taken
   * @param taker does here what is ordered
   * @param shared run once the others know which boards were out of service here before
   */
  public record Own(BoardDirectory boards, LeaseBook book, OrderTaker taker, Runnable shared) {}

  /** From here on orders are carried out. */
  public GatewayOrders(Neighbours neighbours, Own own) {
    this.neighbours = neighbours;
    this.joining = new FirstJoining(neighbours);
    OrderSender sender = new OrderSender(neighbours);
    this.barred = new BarredAccounts(neighbours, own.boards, own.taker::bar);
    this.inbox = new OrderInbox(neighbours, own.taker, barred);
    this.marks = new ServiceMarks(neighbours, own.boards, own.taker::serviceChanged, own.shared);
    KickMeans means = new KickMeans(neighbours, own.boards, sender, own.book, own.taker);
    this.kicks = new SessionKicks(means);
    this.lifting = new Lifting(neighbours, sender, means);
    this.pending = new PendingKicks(neighbours, own.boards);
    this.userKicks = new UserKicks(joining, sender, kicks, barred);
    this.kicked = new KickedSessions(neighbours, own.taker, inbox::isAsked);
    this.leftovers = new OrderLeftovers(neighbours);
    List.of(sender, inbox, barred, kicked, marks).forEach(neighbours.ledger()::listen);
  }

  @Override
  public CompletionStage<Void> kicked(SessionId session, Bar bar, String reason) {
    String usual = bar.board().map(Keys::board).orElse(Keys.BOARDS) + "/" + session;
    String key = kicks.find(session).map(LedgerEntry::key).orElse(usual);
    return barred.tell(Kick.of(bar, reason, Set.of(key)));
  }

  @Override
  public CompletionStage<Optional<FarAnswer>> kick(SessionId session, String reason) {
    return joining.then(() -> kicks.kick(session, reason));
  }

  @Override
  public CompletionStage<List<FarAnswer>> kickUser(String user, String reason) {
    return userKicks.kick(user, reason);
  }

  @Override
  public CompletionStage<List<FarAnswer>> lift(BanTarget target) {
    barred.lift(target);
    return joining.then(() -> lifting.lift(target));
  }

  @Override
  public List<Barred> pending() {
    return pending.rows();
  }

  @Override
  public String nameOf(String gateway) {
    return neighbours.nameOf(gateway);
  }

  @Override
  public String name() {
    return neighbours.nameOf(neighbours.member().id());
  }

  @Override
  public CompletionStage<Void> service(Board board, Optional<String> reason) {
    return joining.then(() -> marks.mark(board, reason));
  }

  /** These are the boards before long; nobody can have those that are new yet. */
  public void expected(Collection<Board> next) {
    marks.expected(next);
  }

  /** Boards are described anew. */
  public void described() {
    marks.described();
  }

  /** Looks what is of no use any more. On the executor. */
  public void look() {
    if (neighbours.ledger().connected() && neighbours.member().tenure().holds()) {
      inbox.tidy();
      barred.tidy();
      kicked.tidy();
      marks.share();
      leftovers.tidy();
    }
  }
}
