package org.spinngate.server.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.admission.Admission;
import org.spinngate.server.admission.Client;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.BoardHooks;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.HookedGrant;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.LeaseListener;
import org.spinngate.server.lease.LeaseRequest;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.Reply;
import org.spinngate.server.session.ClaimState.Asking;
import org.spinngate.server.session.ClaimState.Open;
import org.spinngate.server.session.ClaimState.Over;
import org.spinngate.server.session.ClaimState.Preparing;
import org.spinngate.server.session.ClaimState.Queued;

/**
 * One client's wish for a board, from the request until its session begins. Who answers may take
 * its time; what the client is told meanwhile, and that nothing is kept for one who has gone, is
 * decided here ({@link ClaimState}).
 *
 * <p>Confined to the client's event loop, apart from the methods of {@link LeaseListener}, which
 * hop.
 */
public final class Claim implements LeaseListener {
  private final Wish wish;
  private final Gates gates;
  private final SessionStart start;
  private final ClaimListener listener;
  private final Instant wished;
  private volatile ClaimState state = new Asking();

  /**
   * What is wished for.
   *
   * @param tunnel to the client
   * @param waitSeconds for how long it waits for a board that others have
   * @param former the session that the client is back for, if it is not there any more
   */
  record Wish(
      Client client, Board board, Tunnel tunnel, long waitSeconds, Optional<Resume> former) {}

  /**
   * What a wish must pass.
   *
   * @param admission whether the client may have the board
   * @param book who has it
   * @param hooks make it ready
   */
  record Gates(Admission admission, LeaseBook book, BoardHooks hooks) {}

  Claim(Wish wish, Gates gates, SessionStart start, ClaimListener listener) {
    this.wish = wish;
    this.gates = gates;
    this.start = start;
    this.listener = listener;
    this.wished = toSecond(start.now());
  }

  /** Takes the board, or waits for it, or is refused. */
  void begin() {
    new LaterTask(this::ask, this::broken).run();
  }

  private void ask() {
    LeaseRequest request =
        new LeaseRequest(
            wish.board, wish.client.account(), wish.waitSeconds > 0, wish.former, this);
    new AnswerOnLoop<Reply>(wish.client.loop(), this::broken)
        .of(gates.book.ask(request), this::answered);
  }

  private void answered(Reply reply) {
    if (reply instanceof Reply.Granted granted) {
      take(granted.grant());
    } else if (reply instanceof Reply.Queued queued) {
      queue(queued);
    } else if (reply instanceof Reply.Elsewhere other) {
      sendTo(other.address());
    } else {
      Reply.Refused refused = (Reply.Refused) reply;
      reconsider();
      refuse(refused.refusal(), refused.holder());
    }
  }

  private void queue(Reply.Queued queued) {
    reconsider();
    if (state instanceof Over) {
      queued.ticket().cancel();
    } else if (state instanceof Asking) {
      state =
          new Queued(
              queued.ticket(),
              new LaterTask(this::beBusy, this::broken)
                  .in(wish.client.loop(), wish.waitSeconds, TimeUnit.SECONDS));
      tellPlace();
    }
  }

  private void beBusy() {
    Optional<Holder> holder = wish.board.lease().holder();
    String text = "board " + wish.board.name() + " is in use";
    refuse(new Refusal(CloseCause.BOARD_BUSY, text), holder);
  }

  /** The board is the client's, unless it has gone meanwhile or may not have it any more. */
  private void take(Grant grant) {
    if (state instanceof Over gone) {
      grant.release(gone.cause());
      return;
    }
    if (state instanceof Queued queued) {
      queued.patience().cancel(false);
    }
    state = new Preparing(grant);
    mindLossOf(grant);
    reconsider();
    if (state instanceof Preparing) {
      prepare(grant);
    }
  }

  /** Nothing is begun for a board that is lost already; what is lost later ends the wish. */
  private void mindLossOf(Grant grant) {
    List<Refusal> losses = new CopyOnWriteArrayList<>();
    grant.onLost(losses::add);
    losses.stream().findFirst().ifPresent(this::end);
    grant.onLost(this::lost);
  }

  private void prepare(Grant granted) {
    BoardHooks.Stay stay =
        gates.hooks.begin(
            wish.board,
            new BoardHooks.Guest(
                granted.session(),
                wish.client.account(),
                isReturn(granted),
                news -> hop(() -> tell(news))));
    Grant grant = new HookedGrant(granted, stay);
    state = new Preparing(grant);
    new AnswerOnLoop<Optional<Refusal>>(wish.client.loop(), this::broken)
        .of(stay.ready(), refusal -> prepared(grant, refusal));
  }

  private void tell(String news) {
    if (state instanceof Preparing) {
      listener.preparing(news);
    }
  }

  private void prepared(Grant grant, Optional<Refusal> obstacle) {
    obstacle.ifPresentOrElse(refusal -> refuse(refusal, Optional.empty()), this::reconsider);
    if (state instanceof Preparing) {
      // What was lost meanwhile may not have been told on this loop yet.
      mindLossOf(grant);
    }
    if (state instanceof Preparing) {
      open(grant);
    }
  }

  private void open(Grant grant) {
    Session opened = start.begin(wish.client, wish.board, wish.tunnel, grant);
    state = new Open(opened);
    listener.opened(opened);
    opened.begun();
  }

  private void refuse(Refusal refusal, Optional<Holder> holder) {
    if (giveUp(refusal.cause())) {
      listener.refused(refusal.cause(), refusal.text(), holder);
    }
  }

  private void sendTo(String address) {
    if (giveUp(CloseCause.ELSEWHERE)) {
      listener.elsewhere(address);
    }
  }

  /** A client that waits is told that the claim has failed, and a session ends. */
  private void broken(Throwable fault) {
    LaterTask.tellThread(fault);
    end(Refusal.of(CloseCause.INTERNAL));
  }

  private void end(Refusal refusal) {
    if (state instanceof Open open) {
      open.session().end(refusal.cause(), refusal.text());
    } else {
      refuse(refusal, Optional.empty());
    }
  }

  /** Looks whether the wish may still stand. */
  private void reconsider() {
    if (!isSettled()) {
      objection().ifPresent(refusal -> refuse(refusal, Optional.empty()));
    }
  }

  private Optional<Refusal> objection() {
    return state instanceof Preparing preparing && isReturn(preparing.grant())
        ? gates.admission.objectionToGoOn(wish.client, wish.board)
        : gates.admission.objection(wish.client, wish.board);
  }

  /** Whether a former session goes on by it. */
  private static boolean isReturn(Grant grant) {
    return grant.generation() != 0;
  }

  private boolean isSettled() {
    return state instanceof Open || state instanceof Over;
  }

  /**
   * The client has gone away while it waited; harmless if it did not wait.
   *
   * @param cause {@link CloseCause#LOST} if it may come back for a session that it had
   */
  public void cancel(CloseCause cause) {
    assert wish.client.loop().inEventLoop();
    giveUp(cause);
  }

  /** Whether there was something to give up. */
  private boolean giveUp(CloseCause cause) {
    if (isSettled()) {
      return false;
    }
    ClaimState last = state;
    state = new Over(cause);
    last.giveBack(cause);
    return true;
  }

  @Override
  public Holder describe() {
    return state instanceof Open open
        ? new Holder(wish.client.account(), toSecond(open.session().since()), open.session().idle())
        : new Holder(wish.client.account(), wished, Duration.ZERO);
  }

  private static Instant toSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public void granted(Grant grant) {
    hop(() -> take(grant));
  }

  @Override
  public void moved() {
    hop(this::tellPlace);
  }

  @Override
  public void questioned() {
    hop(this::reconsider);
  }

  private void lost(Refusal refusal) {
    hop(() -> end(refusal));
  }

  private void hop(Runnable task) {
    wish.client.loop().execute(new LaterTask(task, this::broken));
  }

  private void tellPlace() {
    int place = state instanceof Queued queued ? queued.ticket().place() : 0;
    if (place > 0) {
      listener.waiting(place, wish.board.lease().holder());
    }
  }
}
