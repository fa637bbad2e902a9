package org.spinngate.server.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.server.board.Board;

/**
 * A book of leases that is somewhere else: it answers when the test says so, from a thread of its
 * own, can fail, and can lose what it has granted.
 */
public final class FarLeases implements LeaseBook {
  private final LeaseBook inner;
  private final List<Question> unanswered = new ArrayList<>();
  private final List<LostGrant> grants = new ArrayList<>();
  private Optional<String> other = Optional.empty();

  /**
   * @param inner knows the answers
   */
  public FarLeases(LeaseBook inner) {
    this.inner = inner;
  }

  @Override
  public CompletionStage<Reply> ask(LeaseRequest request) {
    CompletableFuture<Reply> later = new CompletableFuture<>();
    unanswered.add(new Question(request(request), later));
    return later;
  }

  private record Question(LeaseRequest request, CompletableFuture<Reply> later) {}

  private LeaseRequest request(LeaseRequest asked) {
    return new LeaseRequest(
        asked.board(),
        asked.account(),
        asked.mayWait(),
        asked.former(),
        new FarListener(asked.listener()));
  }

  /** Boards may be had there once nobody gets one here any more. */
  public void hasOther(String address) {
    other = Optional.of(address);
  }

  @Override
  public Optional<String> instead(Board board) {
    return other;
  }

  /** How many questions wait for an answer. */
  public int unanswered() {
    return unanswered.size();
  }

  /** Answers everything that was asked until now. */
  public void answer() {
    elsewhere(() -> drained().forEach(this::answer));
  }

  private void answer(Question question) {
    inner.ask(question.request).thenAccept(reply -> question.later.complete(losable(reply)));
  }

  private List<Question> drained() {
    List<Question> now = List.copyOf(unanswered);
    unanswered.clear();
    return now;
  }

  /** Says of everything that was asked until now that another gateway has it. */
  public void sendTo(String address) {
    elsewhere(() -> drained().forEach(one -> one.later.complete(new Reply.Elsewhere(address))));
  }

  /** Refuses everything that was asked until now. */
  public void refuse(CloseCause cause) {
    Reply no = new Reply.Refused(Refusal.of(cause), Optional.empty());
    elsewhere(() -> drained().forEach(one -> one.later.complete(no)));
  }

  /** Fails at what was asked until now. */
  public void fail() {
    IllegalStateException fault = new IllegalStateException("the book is broken");
    elsewhere(() -> drained().forEach(question -> question.later.completeExceptionally(fault)));
  }

  /** All that is granted is lost. */
  public void loseGrants(CloseCause cause, String text) {
    List<LostGrant> now = List.copyOf(grants);
    grants.clear();
    elsewhere(() -> now.forEach(grant -> grant.lose(new Refusal(cause, text))));
  }

  /** On a thread that is no event loop. */
  private static void elsewhere(Runnable task) {
    CompletableFuture.runAsync(task, fresh -> new Thread(fresh, "far leases").start()).join();
  }

  private Reply losable(Reply reply) {
    return reply instanceof Reply.Granted granted
        ? new Reply.Granted(losable(granted.grant()))
        : reply;
  }

  private Grant losable(Grant grant) {
    LostGrant made = new LostGrant(grant);
    grants.add(made);
    return made;
  }

  private final class FarListener implements LeaseListener {
    private final LeaseListener listener;

    FarListener(LeaseListener listener) {
      this.listener = listener;
    }

    @Override
    public Holder describe() {
      return listener.describe();
    }

    @Override
    public void granted(Grant grant) {
      listener.granted(losable(grant));
    }

    @Override
    public void moved() {
      listener.moved();
    }

    @Override
    public void questioned() {
      listener.questioned();
    }
  }

  private static final class LostGrant implements Grant {
    private final Grant grant;
    private Consumer<Refusal> listener = refusal -> {};
    private Optional<Refusal> lost = Optional.empty();

    LostGrant(Grant grant) {
      this.grant = grant;
    }

    synchronized void lose(Refusal refusal) {
      lost = Optional.of(refusal);
      listener.accept(refusal);
    }

    @Override
    public SessionIdentity session() {
      return grant.session();
    }

    @Override
    public int generation() {
      return grant.generation();
    }

    @Override
    public void begun(Runnable noted) {
      grant.begun(noted);
    }

    @Override
    public synchronized void onLost(Consumer<Refusal> next) {
      listener = next;
      lost.ifPresent(next);
    }

    @Override
    public void release(CloseCause cause) {
      grant.release(cause);
    }
  }

  @Override
  public void question(Board board) {
    inner.question(board);
  }

  @Override
  public void serviceChanged(Board board) {
    inner.serviceChanged(board);
  }

  @Override
  public void described(Collection<Board> boards) {
    inner.described(boards);
  }

  @Override
  public void recheck(BiPredicate<String, Board> permitted) {
    inner.recheck(permitted);
  }

  @Override
  public Optional<KeptSession> forget(SessionId session) {
    return inner.forget(session);
  }

  @Override
  public void forget(String user) {
    inner.forget(user);
  }

  @Override
  public void stopping() {
    inner.stopping();
  }

  @Override
  public void letGo() {
    inner.letGo();
  }
}
