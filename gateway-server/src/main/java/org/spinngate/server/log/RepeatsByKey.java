package org.spinngate.server.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
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

  /** See {@link Repeats#next(long)}. */
  public OptionalLong next(String key, long others) {
    return of(key).next(others);
  }

  /**
   * The same as {@link #next(String)}, if a wider count lets it pass, too; else it is held back,
   * and counted here.
   *
   * @param wider asked for what would pass here
   */
  public OptionalLong next(String key, Supplier<OptionalLong> wider) {
    Repeats own = of(key);
    OptionalLong before = own.next();
    if (before.isPresent() && wider.get().isEmpty()) {
      own.holdBack(before.getAsLong());
      return OptionalLong.empty();
    }
    return before;
  }

  private Repeats of(String key) {
    return known.get(key, fresh -> new Repeats(passing, span, nanoTime));
  }

  /**
   * Tells what nothing has come after: see {@link Repeats#overdue}. To be called at least four
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
