package org.spinngate.server.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.SessionId;

/** A gateway that notes what it was told, with sessions of which a test says whose they are. */
public final class FakeOrderTaker implements OrderTaker {
  /** In the order in which it was told. */
  public final List<String> told = new ArrayList<>();

  private final LeaseBook book;
  private final Map<SessionId, Held> sessions = new HashMap<>();
  private Function<BanTarget, Integer> lifts = target -> 0;
  private boolean broken;
  private int tries;

  /** A session, and what ends it. */
  private record Held(Bar bar, Runnable end) {}

  /**
   * @param book knows what is kept for clients that are away
   */
  public FakeOrderTaker(LeaseBook book) {
    this.book = book;
  }

  /** From now on nothing can be carried out. */
  public void fails() {
    broken = true;
  }

  /** How often it was to end a session, whether there was one or not. */
  public int tries() {
    return tries;
  }

  /** A session is open here. */
  public void has(SessionId session, String user, Board board, Runnable end) {
    sessions.put(session, new Held(Bar.ofSession(user, board, ""), end));
  }

  /** A session is open here no more. */
  public void loses(SessionId session) {
    sessions.remove(session);
  }

  @Override
  public Optional<Bar> kick(SessionId session, String reason) {
    return end("kick", session, reason);
  }

  @Override
  public boolean end(SessionId session, String reason) {
    return end("end", session, reason).isPresent();
  }

  private Optional<Bar> end(String word, SessionId session, String reason) {
    tries++;
    if (broken) {
      throw new IllegalStateException("out of order");
    }
    Optional<Bar> ended =
        Optional.ofNullable(sessions.remove(session))
            .map(FakeOrderTaker::ended)
            .or(
                () ->
                    book.forget(session).map(kept -> Bar.ofSession(kept.user(), kept.board(), "")));
    ended.ifPresent(bar -> told.add(word + " " + bar.account() + ": " + reason));
    return ended.map(bar -> Bar.ofSession(bar.account(), bar.board().orElseThrow(), reason));
  }

  private static Bar ended(Held held) {
    held.end.run();
    return held.bar;
  }

  @Override
  public Optional<Gone> kickUser(String user, String reason) {
    List<Held> found =
        sessions.values().stream().filter(held -> held.bar.account().equals(user)).toList();
    sessions.values().removeAll(found);
    found.forEach(FakeOrderTaker::ended);
    int ended = found.size();
    if (ended > 0) {
      told.add("kick user " + user + ": " + reason);
    }
    return ended > 0 ? Optional.of(new Gone(ended, 0)) : Optional.empty();
  }

  @Override
  public void bar(Bar bar) {
    told.add("bar " + bar.account() + bar.board().map(board -> " from " + board.name()).orElse(""));
  }

  @Override
  public int lift(BanTarget target) {
    told.add("lift " + target.text());
    return lifts.apply(target);
  }

  /** It lifts bans so, and says how many there were. */
  public void lifts(Function<BanTarget, Integer> by) {
    lifts = by;
  }

  @Override
  public List<Barred> barred() {
    return List.of();
  }

  @Override
  public void serviceChanged(Board board) {
    told.add(board.name() + board.disabled().map(why -> " is out: " + why).orElse(" is back"));
  }
}
