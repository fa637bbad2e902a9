package org.spinngate.server.reset;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.admission.Admission;
import org.spinngate.server.admission.Client;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.PowerOutcome;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.LeaseRequest;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.Reply;
import org.spinngate.server.session.Sessions;

/**
 * Power-cycles boards for their users. One who has a session on the board must have it alone; one
 * who has none takes it as if for a session, so that all that keeps users from boards keeps them
 * from this, too. What has begun goes on when its client has gone.
 *
 * <p>Thread-safe.
 */
public final class Resets {
  private final Sessions sessions;
  private final LeaseBook book;
  private final BoardHooks hooks;
  private final Clock clock;

  /**
   * @param book who has which board
   * @param hooks switch boards
   * @param clock the time of day
   */
  public Resets(Sessions sessions, LeaseBook book, BoardHooks hooks, Clock clock) {
    this.sessions = sessions;
    this.book = book;
    this.hooks = hooks;
    this.clock = clock;
  }

  /** Begins to power-cycle a board, or refuses that. Call on the client's event loop. */
  public void begin(Client client, String name, ResetListener listener) {
    Admission admission = sessions.admission();
    Optional<Board> board = admission.board(client, name);
    Optional<Refusal> obstacle =
        board
            .map(found -> admission.obstacle(client, found).or(() -> impossible(found)))
            .orElseGet(() -> Optional.of(Refusal.of(CloseCause.BOARD_REFUSED)));
    if (obstacle.isPresent()) {
      listener.refused(obstacle.get(), Optional.empty());
    } else {
      begin(new Wish(client, board.orElseThrow(), listener, new AtomicReference<>()));
    }
  }

  private static Optional<Refusal> impossible(Board board) {
    return board.powerSwitch().isPresent()
        ? Optional.empty()
        : Optional.of(refusal(PowerOutcome.noPower(board.name())));
  }

  /**
   * What is wished for, and who hears of it on its event loop.
   *
   * @param lost why the board is another's that was taken for it, if so
   */
  private record Wish(
      Client client, Board board, ResetListener listener, AtomicReference<@Nullable Refusal> lost) {
    void hop(Consumer<ResetListener> word) {
      client.loop().execute(new LaterTask(() -> word.accept(listener)));
    }

    void refuse(Refusal refusal, Optional<Holder> holder) {
      hop(to -> to.refused(refusal, holder));
    }

    void broken(Throwable fault) {
      LaterTask.tellThread(fault);
      refuse(Refusal.of(CloseCause.INTERNAL), Optional.empty());
    }
  }

  private void begin(Wish wish) {
    if (sessions.has(wish.client.account(), wish.board)) {
      var unused = cycle(wish);
    } else {
      take(wish);
    }
  }

  private void take(Wish wish) {
    LeaseRequest request =
        new LeaseRequest(
            wish.board,
            wish.client.account(),
            false,
            Optional.empty(),
            new ResetLease(wish.client.account(), clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    var unused =
        book.ask(request)
            .whenComplete(
                (reply, fault) -> {
                  if (fault == null) {
                    answered(wish, reply);
                  } else {
                    wish.broken(fault);
                  }
                });
  }

  private void answered(Wish wish, Reply reply) {
    if (reply instanceof Reply.Granted granted) {
      holding(wish, granted.grant());
    } else if (reply instanceof Reply.Queued queued) {
      queued.ticket().cancel();
      wish.broken(new IllegalStateException("in a queue without the wish to wait"));
    } else if (reply instanceof Reply.Elsewhere other) {
      wish.hop(to -> to.elsewhere(other.address()));
    } else {
      Reply.Refused refused = (Reply.Refused) reply;
      wish.refuse(refused.refusal(), refused.holder());
    }
  }

  /** A board that is lost meanwhile is not switched any more. */
  private void holding(Wish wish, Grant grant) {
    grant.onLost(
        refusal -> {
          wish.lost.set(refusal);
          grant.release(refusal.cause());
        });
    var unused = cycle(wish).whenComplete((any, fault) -> grant.release(CloseCause.RELEASED));
  }

  /** Completes when it is over, however it ends. */
  private CompletionStage<Void> cycle(Wish wish) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    var unused =
        hooks
            .reset(
                wish.board,
                new BoardHooks.PowerWish(
                    wish.client.account(),
                    () -> objection(wish),
                    news -> wish.hop(to -> to.news(news))))
            .whenComplete(
                (outcome, fault) -> {
                  over.complete(null);
                  if (fault == null) {
                    ended(wish, outcome);
                  } else {
                    wish.broken(fault);
                  }
                });
    return over;
  }

  private void ended(Wish wish, PowerOutcome outcome) {
    if (outcome.isDone()) {
      sessions.tell(
          wish.board, "the board was power-cycled; what ran on it, and its IP tags, are gone");
      wish.hop(to -> to.done(outcome.words()));
    } else {
      wish.refuse(refusal(wish, outcome), Optional.empty());
    }
  }

  private Optional<Refusal> objection(Wish wish) {
    return Optional.ofNullable(wish.lost.get())
        .or(() -> sessions.admission().objection(wish.client, wish.board));
  }

  /** What has come up while it waited has a cause of its own. */
  private Refusal refusal(Wish wish, PowerOutcome outcome) {
    return Optional.of(outcome)
        .filter(known -> known.result() == PowerOutcome.Result.REFUSED)
        .flatMap(known -> objection(wish))
        .orElseGet(() -> refusal(outcome));
  }

  private static Refusal refusal(PowerOutcome outcome) {
    CloseCause cause =
        switch (outcome.result()) {
          case NO_POWER -> CloseCause.BOARD_REFUSED;
          case FAILED -> CloseCause.BOARD_FAILED;
          case STOPPING -> CloseCause.STOPPING;
          default -> CloseCause.BOARD_BUSY;
        };
    return new Refusal(cause, outcome.words());
  }
}
