package org.spinngate.server.cluster.order;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.cluster.record.SessionRecord;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerUnsure;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;
import org.spinngate.server.order.OrderTaker;

/**
 * Ends a session that this gateway does not have. Its home is told to; if that is gone, the board
 * is taken here, with the session, and it is ended here. In any case its account is kept away
 * first.
 *
 * <p>Thread-safe.
 *
 * @param book by which a board is taken
 */
record SessionKicks(
    Neighbours neighbours,
    BoardDirectory boards,
    OrderSender sender,
    LeaseBook book,
    OrderTaker taker) {
  /** A session as the ledger's copy has it. */
  private record Found(String user, LedgerEntry board) {
    String home() {
      return HomeRecord.of(board).home();
    }

    String place() {
      return board.key().substring(Keys.BOARDS.length() + 1);
    }
  }

  CompletionStage<Optional<FarAnswer>> kick(SessionId session, String reason) {
    Optional<Found> found = find(session);
    if (found.isEmpty() || found.get().home().equals(neighbours.member().id())) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    return (neighbours.member().isMember(found.get().home())
            ? order(session, reason, found.get())
            : take(session, reason, found.get()))
        .thenApply(Optional::of);
  }

  private Optional<Found> find(SessionId session) {
    return neighbours.ledger().below(Keys.BOARDS).stream()
        .flatMap(board -> find(session, board).stream())
        .findFirst();
  }

  private Optional<Found> find(SessionId session, LedgerEntry board) {
    return neighbours
        .ledger()
        .find(board.key() + "/" + session)
        .flatMap(entry -> SessionRecord.of(entry, ""))
        .map(record -> new Found(record.session().user(), board));
  }

  private CompletionStage<FarAnswer> order(SessionId session, String reason, Found found) {
    String home = found.home();
    return sender
        .send(
            List.of(home),
            GatewayOrder.session(session.toString(), reason),
            seen -> bar(found, reason, seen))
        .thenApply(answers -> answer(home, answers.getOrDefault(home, Optional.empty())));
  }

  private static LedgerChange bar(Found found, String reason, FittingChanges.Seen seen) {
    return BarredAccounts.change(found.user(), found.place(), Bar.wordsOfSession(reason), seen);
  }

  FarAnswer answer(String gateway, Optional<GatewayOrder> said) {
    return new FarAnswer(
        neighbours.nameOf(gateway),
        said.flatMap(GatewayOrder::said).orElse(Said.SILENT),
        said.map(GatewayOrder::gone).orElse(Gone.NOTHING));
  }

  private CompletionStage<FarAnswer> take(SessionId session, String reason, Found found) {
    return FittingChanges.make(neighbours, seen -> List.of(bar(found, reason, seen)))
        .thenCompose(
            barred ->
                boards.all().stream()
                    .filter(board -> Keys.board(board).equals(found.board.key()))
                    .findFirst()
                    .map(board -> take(session, reason, board, found))
                    .orElseGet(() -> CompletableFuture.completedStage(silent(found.home()))));
  }

  /** Nobody answers for it; the bar holds wherever the board is served next. */
  private FarAnswer silent(String gateway) {
    return answer(gateway, Optional.empty());
  }

  private CompletionStage<FarAnswer> take(
      SessionId session, String reason, Board board, Found found) {
    return book.<CompletionStage<FarAnswer>>atHome(
            board,
            () ->
                CompletableFuture.completedStage(
                    CompletableFuture.completedStage(here(session, reason))),
            why -> notTaken(session, reason, found, why))
        .thenCompose(Function.identity());
  }

  /** Another gateway was faster, or nobody knows. */
  private CompletionStage<FarAnswer> notTaken(
      SessionId session, String reason, Found before, Refusal why) {
    if (why.cause() != CloseCause.ELSEWHERE) {
      return CompletableFuture.failedStage(new LedgerUnsure(why.text()));
    }
    return find(session)
        .filter(found -> !found.home().equals(before.home()))
        .map(found -> order(session, reason, found))
        .orElseGet(() -> CompletableFuture.completedStage(silent(before.home())));
  }

  private FarAnswer here(SessionId session, String reason) {
    Said said = taker.kick(session, reason).isPresent() ? Said.DONE : Said.UNKNOWN;
    Gone gone = said == Said.DONE ? new Gone(1, 0) : Gone.NOTHING;
    return new FarAnswer(neighbours.nameOf(neighbours.member().id()), said, gone);
  }
}
