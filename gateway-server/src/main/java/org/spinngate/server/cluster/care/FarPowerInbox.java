package org.spinngate.server.cluster.care;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.LastingChanges;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;

/**
 * Does what other gateways' operators want of the power of boards that are served here: what was
 * taken up, which whoever has ordered could take back until then, and once.
 *
 * <p>Thread-safe: orders are looked at on the executor.
 */
final class FarPowerInbox implements LedgerListener {
  private static final Logger LOG = LoggerFactory.getLogger(FarPowerInbox.class);

  /** Whoever has ordered takes the answer away, unless it has gone. */
  private static final long STALE_SECONDS = 10;

  private static final PowerOutcome UNTOLD =
      new PowerOutcome(
          PowerOutcome.Result.REFUSED, "its gateway could not be told in time; try again");

  private final Neighbours neighbours;
  private final BoardDirectory boards;
  private final FarPower.Switch power;
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  FarPowerInbox(Neighbours neighbours, BoardDirectory boards, FarPower.Switch power) {
    this.neighbours = neighbours;
    this.boards = boards;
    this.power = power;
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    boolean isForThis = key.startsWith(Keys.orders(neighbours.member().id()) + "/");
    if (entry.isEmpty()) {
      begun.remove(key);
    } else if (isForThis) {
      FarPowerOrder.of(entry.get())
          .filter(order -> entry.get().version() == 0 && begun.add(key))
          .ifPresent(order -> neighbours.later(() -> takeUp(entry.get(), order)));
    }
  }

  /** From then on nobody takes it back. If nobody knows whether it was taken up, it is not done. */
  private void takeUp(LedgerEntry entry, FarPowerOrder order) {
    Answer answer = new Answer(entry.key(), neighbours.member());
    var unused =
        neighbours
            .transact(answer.member, List.of(new LedgerChange.Put(entry.key(), order.text(), 0)))
            .whenComplete(
                (taken, fault) -> {
                  if (fault == null) {
                    carryOut(order, answer);
                  } else {
                    answer.end(order.over(UNTOLD));
                  }
                });
  }

  private void carryOut(FarPowerOrder order, Answer answer) {
    LOG.info("another gateway has ordered: power {} {}", order.what().label(), order.place());
    var unused =
        boards.all().stream()
            .filter(board -> Keys.place(board).equals(order.place()))
            .findFirst()
            .map(board -> power.order(board, order.what(), news -> answer.say(order.telling(news))))
            .orElseGet(() -> CompletableFuture.completedStage(PowerOutcome.noPower(order.place())))
            .whenComplete(
                (outcome, fault) ->
                    answer.end(
                        order.over(
                            fault == null
                                ? outcome
                                : new PowerOutcome(
                                    PowerOutcome.Result.FAILED, "fault in that gateway"))));
  }

  @Override
  public void connected(boolean reached) {}

  /** What is said to one order, in its order. */
  private final class Answer {
    private final String key;
    private final Member member;
    private CompletionStage<Void> last = CompletableFuture.completedStage(null);
    private int version = 1;

    Answer(String key, Member member) {
      this.key = key;
      this.member = member;
    }

    synchronized void say(FarPowerOrder order) {
      LedgerChange change = new LedgerChange.Put(key, order.text(), version++);
      last = last.thenCompose(before -> made(change));
    }

    /** It is there for a while from when it stands there, however late that is. */
    synchronized void end(FarPowerOrder order) {
      say(order);
      last = last.thenRun(this::takeAwayLater);
    }

    private void takeAwayLater() {
      var unused =
          new LaterTask(this::takeAway).in(neighbours.executor(), STALE_SECONDS, TimeUnit.SECONDS);
    }

    private void takeAway() {
      neighbours.ledger().find(key).ifPresent(neighbours::takeAway);
    }

    private CompletionStage<Void> made(LedgerChange change) {
      CompletableFuture<Void> settled = new CompletableFuture<>();
      new LastingChanges(neighbours).make(member, List.of(change), () -> settled.complete(null));
      return settled;
    }
  }
}
