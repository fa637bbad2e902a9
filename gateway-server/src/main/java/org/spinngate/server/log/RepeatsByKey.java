package org.spinngate.server.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
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
    return of(key).next();
  }

  /** See {@link Repeats#holdBack}. */
  public void holdBack(String key, long heldBackBefore) {
    of(key).holdBack(heldBackBefore);
  }

  private Repeats of(String key) {
    return known.get(key, fresh -> new Repeats(passing, span, nanoTime));
  }

  /**
   * Tells what nothing has come behind: see {@link Repeats#overdue}. To be called at least four
   * times in each span, or some is forgotten.
   *
   * @param teller hears of each key, and how many of it were held back
   */
  public void tellOverdue(ObjLongConsumer<String> teller) {
    known
        .asMap()
        .forEach((key, repeats) -> repeats.overdue().ifPresent(n -> teller.accept(key, n)));
  }
}
