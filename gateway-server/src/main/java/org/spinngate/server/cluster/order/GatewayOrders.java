package org.spinngate.server.cluster.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerUnsure;
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
  private final OrderSender sender;
  private final OrderInbox inbox;
  private final BarredAccounts barred;
  private final ServiceMarks marks;
  private final SessionKicks kicks;
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
    this.sender = new OrderSender(neighbours);
    this.inbox = new OrderInbox(neighbours, own.taker);
    this.barred = new BarredAccounts(neighbours, own.boards, own.taker::bar);
    this.marks = new ServiceMarks(neighbours, own.boards, own.taker::serviceChanged, own.shared);
    this.kicks = new SessionKicks(neighbours, own.boards, sender, own.book, own.taker);
    this.leftovers = new OrderLeftovers(neighbours);
    List.of(sender, inbox, barred, marks).forEach(neighbours.ledger()::listen);
  }

  @Override
  public CompletionStage<Void> bar(Bar bar) {
    return barred.tell(bar);
  }

  @Override
  public CompletionStage<Optional<FarAnswer>> kick(SessionId session, String reason) {
    return kicks.kick(session, reason);
  }

  @Override
  public CompletionStage<List<FarAnswer>> kickUser(String user, String reason) {
    Bar bar = Bar.ofUser(user, reason);
    return sender
        .send(others(), GatewayOrder.user(user, reason), seen -> BarredAccounts.change(bar, seen))
        .thenApply(this::answers)
        .whenComplete((answers, fault) -> tellLater(bar, fault));
  }

  /** Nobody knows whether the others have heard it: they are told again. */
  private void tellLater(Bar bar, @Nullable Throwable fault) {
    if (fault != null && LedgerFaults.causeOf(fault) instanceof LedgerUnsure) {
      var unused = barred.tell(bar);
    }
  }

  private List<String> others() {
    return neighbours.ledger().below(Keys.GATEWAYS).stream()
        .map(entry -> Keys.name(entry.key()))
        .filter(id -> !id.equals(neighbours.member().id()))
        .toList();
  }

  private List<FarAnswer> answers(Map<String, Optional<GatewayOrder>> said) {
    List<FarAnswer> answers = new ArrayList<>();
    said.forEach((gateway, answer) -> answers.add(kicks.answer(gateway, answer)));
    return answers;
  }

  @Override
  public CompletionStage<Void> service(Board board, Optional<String> reason) {
    return marks.mark(board, reason);
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
      marks.share();
      leftovers.tidy();
    }
  }
}
