package org.spinngate.server.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * Who was made to leave which board a short while ago: a tool or a script that starts anew at once
 * would otherwise take the board away again under the operator's hands.
 *
 * <p>Thread-safe.
 */
public final class Kicks {
  /** For how long the board is closed to who was made to leave it. */
  public static final Duration LASTING = Duration.ofSeconds(60);

  private static final long MOST = 10_000;

  /** Stands for every board; none has this name. */
  private static final String ANY = "";

  private record Pair(String account, String board) {}

  private final Cache<Pair, String> reasons;

  public Kicks(Ticker ticker) {
    reasons =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(LASTING)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  public void kicked(String user, String words) {
    reasons.put(new Pair(user, ANY), words);
  }

  public void kicked(String account, String board, String words) {
    reasons.put(new Pair(account, board), words);
  }

  /** What the client was told, as this account or as all that the user is. */
  public Optional<String> of(Client client, String board) {
    return of(client.account(), board)
        .or(() -> of(client.account(), ANY))
        .or(() -> of(client.user().name(), ANY));
  }

  private Optional<String> of(String who, String board) {
    return Optional.ofNullable(reasons.getIfPresent(new Pair(who, board)));
  }
}
