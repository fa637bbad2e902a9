package org.spinngate.server.cluster.order;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.member.FittingChanges;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerUnsure;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;

/**
 * Looks for a session wherever it is, and ends it there. The kick is written down with the first
 * step, so that it is carried out even if this search fails.
 *
 * <pre>
 *  home of its board ─▶ another gateway, there ─ordered─▶ done, or silent
 *        ▲         │                              └─▶ not there: is it written still? ─ no ─▶ unknown
 *        │         ├─▶ none, or one that is gone ─▶ the board is taken, and the session is over ─▶ done
 *        │         └─▶ this one: perhaps it is about to come, or to go
 *        └── a moment later, some times; then it is silent
 * </pre>
 *
 * <p>One thread at a time; each step begins when the one before it is over.
 */
final class SessionKick {
  private static final long LOOK_MILLIS = 200;

  /** No longer than people wait for a gateway that is silent. */
  private static final long LOOKS = OrderSender.PATIENCE_MILLIS / LOOK_MILLIS;

  private final KickMeans means;
  private final Kick kick;
  private final SessionId session;
  private final LedgerEntry written;
  private int looks;

  /**
   * @param kick means the session
   * @param written the session as it is written down
   */
  SessionKick(KickMeans means, Kick kick, SessionId session, LedgerEntry written) {
    this.means = means;
    this.kick = kick;
    this.session = session;
    this.written = written;
  }

  private String board() {
    return written.key().substring(0, written.key().lastIndexOf('/'));
  }

  private Member member() {
    return means.neighbours().member();
  }

  CompletionStage<FarAnswer> begin() {
    return step(home(means.neighbours().ledger().find(board())));
  }

  private static String home(Optional<LedgerEntry> board) {
    return board.map(entry -> HomeRecord.of(entry).home()).orElse("");
  }

  private CompletionStage<FarAnswer> step(String home) {
    if (home.equals(member().id())) {
      return here(home);
    }
    return member().isMember(home) ? order(home) : take(home);
  }

  private CompletionStage<FarAnswer> order(String home) {
    GatewayOrder order = GatewayOrder.session(session.toString(), kick.record().said().reason());
    return means
        .sender()
        .send(List.of(home), order, kick::changes)
        .thenCompose(answers -> ordered(home, answers.getOrDefault(home, Optional.empty())));
  }

  private CompletionStage<FarAnswer> ordered(String home, Optional<GatewayOrder> said) {
    FarAnswer answer = means.answer(home, said);
    return answer.said() == Said.UNKNOWN
        ? follow(home, moved -> moved.map(this::step).orElseGet(() -> stage(answer)))
        : stage(answer);
  }

  /**
   * Where the session is now, as the engine says.
   *
   * @param next gets its home; empty if it is the same
   */
  private CompletionStage<FarAnswer> follow(
      String before, Function<Optional<String>, CompletionStage<FarAnswer>> next) {
    return means
        .neighbours()
        .ledger()
        .read(written.key())
        .thenCompose(
            still ->
                still.isEmpty()
                    ? stage(new FarAnswer(means.nameOf(before), Said.UNKNOWN, Gone.NOTHING))
                    : means
                        .neighbours()
                        .ledger()
                        .read(board())
                        .thenCompose(
                            now ->
                                next.apply(
                                    Optional.of(home(now)).filter(home -> !home.equals(before)))));
  }

  private CompletionStage<FarAnswer> here(String home) {
    return FittingChanges.make(means.neighbours(), kick::changes)
        .thenCompose(
            made ->
                means.taker().kick(session, kick.record().said().reason()).isPresent()
                    ? stage(done())
                    : later(home));
  }

  private FarAnswer done() {
    return new FarAnswer(means.nameOf(member().id()), Said.DONE, new Gone(1, 0));
  }

  private CompletionStage<FarAnswer> later(String home) {
    looks++;
    if (looks > LOOKS) {
      return stage(new FarAnswer(means.nameOf(home), Said.SILENT, Gone.NOTHING));
    }
    CompletableFuture<CompletionStage<FarAnswer>> next = new CompletableFuture<>();
    var unused =
        new LaterTask(
                () -> next.complete(follow(home, moved -> step(moved.orElse(home)))),
                next::completeExceptionally)
            .in(means.neighbours().executor(), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return next.thenCompose(Function.identity());
  }

  private CompletionStage<FarAnswer> take(String home) {
    return FittingChanges.make(means.neighbours(), kick::changes)
        .thenCompose(
            made ->
                means.boards().all().stream()
                    .filter(board -> Keys.board(board).equals(board()))
                    .findFirst()
                    .map(board -> take(home, board))
                    .orElseGet(
                        () -> stage(new FarAnswer(means.nameOf(home), Said.SILENT, Gone.NOTHING))));
  }

  /** What is written down of the kick has ended it by then, or this does. */
  private CompletionStage<FarAnswer> take(String home, Board board) {
    return means
        .book()
        .<CompletionStage<FarAnswer>>atHome(
            board,
            () -> {
              var unused = means.taker().kick(session, kick.record().said().reason());
              return stage(stage(done()));
            },
            why -> notTaken(home, why))
        .thenCompose(Function.identity());
  }

  /** Another gateway was faster, or nobody knows. */
  private CompletionStage<FarAnswer> notTaken(String home, Refusal why) {
    boolean elsewhere = why.cause() == CloseCause.ELSEWHERE || why.cause() == CloseCause.STOPPING;
    return elsewhere ? later(home) : CompletableFuture.failedStage(new LedgerUnsure(why.text()));
  }

  private static <T> CompletionStage<T> stage(T value) {
    return CompletableFuture.completedStage(value);
  }
}
