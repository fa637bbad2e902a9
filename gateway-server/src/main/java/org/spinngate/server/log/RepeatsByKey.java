package org.spinngate.server.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.spinngate.protocol.repeat.Repeats;

/**
 * The same for many things at once, each for itself, and of bounded size: what has not happened for
 * two spans is forgotten.
 *
 * <p>Thread-safe.
 */
public final class RepeatsByKey {
  private static final long MOST_KEYS = 10_000;

  private final Cache<String, Repeats> known;
  private final int passing;
  private final Duration span;
  private final LongSupplier nanoTime;

  /** See {@link Repeats}. */
  public RepeatsByKey(int passing, Duration span, LongSupplier nanoTime) {
    this.passing = passing;
    this.span = span;
    this.nanoTime = nanoTime;
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterAccess(span.multipliedBy(2))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** See {@link Repeats#next}. */
  public OptionalLong next(String key) {
    return known.get(key, fresh -> new Repeats(passing, span, nanoTime)).next();
  }
}
