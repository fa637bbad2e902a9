package org.spinngate.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.spinngate.server.config.LoginLimits;

/**
 * Counts the failed logins of each key for the window, and remembers one with too many of them for
 * the ban. Usable from every thread, and of bounded size.
 *
 * @param <K> who or what fails
 */
final class FailureCount<K> {
  private static final long MOST_KEYS = 100_000;

  private final Supplier<LoginLimits> limits;
  private final ToIntFunction<LoginLimits> allowed;
  private final Cache<K, Integer> failures;

  /**
   * @param allowed how many of the limits counts here
   */
  FailureCount(Supplier<LoginLimits> limits, ToIntFunction<LoginLimits> allowed, Ticker ticker) {
    this.limits = limits;
    this.allowed = allowed;
    this.failures =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .maximumSize(MOST_KEYS)
            .expireAfter(new Lapse())
            .build();
  }

  /** Whether there are too many. */
  boolean reached(K key) {
    Integer count = failures.getIfPresent(key);
    return count != null && count >= allowed();
  }

  /**
   * One more.
   *
   * @return whether this is the one with which there are too many
   */
  boolean add(K key) {
    int now = failures.asMap().merge(key, 1, (before, one) -> Math.min(before, allowed()) + one);
    return now == allowed();
  }

  /** Those with too many, and for how long they are remembered. */
  Map<K, Duration> reached() {
    Map<K, Duration> found = new HashMap<>();
    failures
        .asMap()
        .forEach(
            (key, count) -> {
              if (count >= allowed()) {
                left(key).ifPresent(left -> found.put(key, left));
              }
            });
    return found;
  }

  private Optional<Duration> left(K key) {
    return failures.policy().expireVariably().orElseThrow().getExpiresAfter(key);
  }

  /**
   * Forgets some.
   *
   * @return how many of them had too many
   */
  int forget(Predicate<K> meant) {
    int found = 0;
    for (K key : List.copyOf(failures.asMap().keySet())) {
      if (meant.test(key)) {
        Integer count = failures.asMap().remove(key);
        found += count != null && count >= allowed() ? 1 : 0;
      }
    }
    return found;
  }

  /** How many keys are remembered. */
  long remembered() {
    failures.cleanUp();
    return failures.estimatedSize();
  }

  private int allowed() {
    return allowed.applyAsInt(limits.get());
  }

  /** The window runs from the first failure, the ban from the one that caused it. */
  private final class Lapse implements Expiry<K, Integer> {
    @Override
    public long expireAfterCreate(K key, Integer count, long now) {
      return (count >= allowed() ? limits.get().ban() : limits.get().window()).toNanos();
    }

    @Override
    public long expireAfterUpdate(K key, Integer count, long now, long remaining) {
      return count == allowed() ? limits.get().ban().toNanos() : remaining;
    }

    @Override
    public long expireAfterRead(K key, Integer count, long now, long remaining) {
      return remaining;
    }
  }
}
