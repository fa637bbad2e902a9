package org.spinngate.server.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionIdentity;

/**
 * What ended a short while ago: sessions whose clients were perhaps away at the time, so that who
 * comes back is told the reason and not given a new session that somebody meant to end; and who was
 * made to leave which board, since a tool or a script that starts anew at once would otherwise take
 * it away again under the operator's hands.
 *
 * <p>Thread-safe.
 */
public final class RecentEnds {
  /** For how long a board is closed to who was made to leave it. */
  public static final Duration KICKED = Duration.ofSeconds(60);

  private static final Duration ENDED = Duration.ofMinutes(10);
  private static final long MOST = 10_000;
  private static final String STAY_AWAY = "; try again in a minute";

  /** Stands for every board; none has this name. */
  private static final String ANY = "";

  private record End(ResumeToken token, Refusal refusal) {}

  private record Pair(String account, String board) {}

  /**
   * Somebody who is kept away.
   *
   * @param board empty for every board
   * @param words what is said to the one who comes
   * @param left for how long
   */
  public record KeptAway(String account, Optional<String> board, String words, Duration left) {}

  private final Cache<SessionId, End> ends;
  private final Cache<Pair, String> kicks;

  /**
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public RecentEnds(LongSupplier nanoTime) {
    ends = bounded(ENDED, nanoTime::getAsLong);
    kicks = bounded(KICKED, nanoTime::getAsLong);
  }

  private static <K, V> Cache<K, V> bounded(Duration remembered, Ticker ticker) {
    return Caffeine.newBuilder()
        .maximumSize(MOST)
        .expireAfterWrite(remembered)
        .ticker(ticker)
        .executor(Runnable::run)
        .build();
  }

  /** A session has ended; its client may not have heard why. */
  public void ended(SessionIdentity session, CloseCause cause, String text) {
    if (!cause.temporary() && cause != CloseCause.VIOLATION) {
      ends.put(session.id(), new End(session.token(), new Refusal(cause, text)));
    }
  }

  /** Why the session ended that a client is back for, if it is its own. */
  public Optional<Refusal> causeOf(Resume wish) {
    return Optional.ofNullable(ends.getIfPresent(new SessionId(wish.session())))
        .filter(end -> end.token.matches(wish.token()))
        .map(End::refusal);
  }

  /** A user, or an account of one, is kept away for a while. */
  public void bar(Bar bar) {
    kicks.put(new Pair(bar.account(), bar.board().map(Board::name).orElse(ANY)), bar.words());
  }

  /** Why this board is closed to this client for the moment, if it is. */
  public Optional<Refusal> kickOf(Client client, String board) {
    return kick(client.account(), board)
        .or(() -> kick(client.account(), ANY))
        .or(() -> kick(client.user().name(), ANY))
        .map(words -> new Refusal(CloseCause.KICKED, words + STAY_AWAY));
  }

  /** All who are kept away at this moment. */
  public List<KeptAway> keptAway() {
    List<KeptAway> found = new ArrayList<>();
    var expiry = kicks.policy().expireAfterWrite().orElseThrow();
    kicks
        .asMap()
        .forEach(
            (pair, words) ->
                expiry
                    .ageOf(pair)
                    .map(KICKED::minus)
                    .filter(left -> !left.isNegative())
                    .ifPresent(left -> found.add(keptAway(pair, words, left))));
    return found;
  }

  private static KeptAway keptAway(Pair pair, String words, Duration left) {
    Optional<String> board = Optional.of(pair.board()).filter(name -> !name.equals(ANY));
    return new KeptAway(pair.account(), board, words, left);
  }

  /**
   * Keeps some away no more.
   *
   * @return how many there were
   */
  public int lift(Predicate<String> account) {
    int lifted = 0;
    for (Pair pair : List.copyOf(kicks.asMap().keySet())) {
      lifted += account.test(pair.account()) && kicks.asMap().remove(pair) != null ? 1 : 0;
    }
    return lifted;
  }

  private Optional<String> kick(String who, String board) {
    return Optional.ofNullable(kicks.getIfPresent(new Pair(who, board)));
  }
}
