package org.spinngate.server.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionIdentity;

/**
 * Why sessions ended whose clients were perhaps away at the time, so that whoever comes back is
 * told the reason and not given a new session that somebody meant to end.
 *
 * <p>Thread-safe.
 */
public final class RecentEnds {
  private static final long MOST = 10_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private record Departure(ResumeToken token, Refusal refusal) {}

  private final Cache<SessionId, Departure> causes;

  public RecentEnds(Ticker ticker) {
    causes =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(REMEMBERED)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  public void ended(SessionIdentity session, CloseCause cause, String text) {
    if (!cause.temporary() && cause != CloseCause.VIOLATION) {
      causes.put(session.id(), new Departure(session.token(), new Refusal(cause, text)));
    }
  }

  /** Why the session ended, for its own client. */
  public Optional<Refusal> causeOf(SessionId id, ResumeToken token) {
    return Optional.ofNullable(causes.getIfPresent(id))
        .filter(departure -> departure.token.matches(token))
        .map(Departure::refusal);
  }
}
