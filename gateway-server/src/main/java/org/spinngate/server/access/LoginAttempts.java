package org.spinngate.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.spinngate.server.config.Limits;

/**
 * Bans addresses that fail to log in too often. Usable from every thread, and of bounded size: with
 * more failing addresses than that, those that failed least recently are forgotten. IPv6 is counted
 * by /64 network.
 */
public final class LoginAttempts {
  private static final long MOST_ADDRESSES = 100_000;

  private final Supplier<Limits> limits;
  private final Cache<Neighbourhood, Failures> failing;

  /**
   * The failures of one address: first counted for the window, then banned for the ban.
   *
   * @param count within the window
   */
  private record Failures(int count) {}

  /** With the limits of the configuration, as they are at that time; the ticker in nanoseconds. */
  public LoginAttempts(Supplier<Limits> limits, Ticker ticker) {
    this.limits = limits;
    this.failing =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .maximumSize(MOST_ADDRESSES)
            .expireAfter(new Lapse())
            .build();
  }

  /** Whether logins from this address are refused unheard. */
  public boolean banned(InetAddress address) {
    Failures failures = failing.getIfPresent(Neighbourhood.of(address));
    return failures != null && failures.count() >= allowed();
  }

  /** Counts a failed login; the ban starts with the last that is allowed, and is not prolonged. */
  public void failed(InetAddress address) {
    failing
        .asMap()
        .merge(
            Neighbourhood.of(address),
            new Failures(1),
            (before, one) -> new Failures(Math.min(before.count(), allowed()) + 1));
  }

  private int allowed() {
    return limits.get().loginFailures();
  }

  private Duration ban() {
    return limits.get().loginBan();
  }

  /** How many addresses are remembered. */
  long remembered() {
    failing.cleanUp();
    return failing.estimatedSize();
  }

  /** The window runs from the first failure, the ban from the one that caused it. */
  private final class Lapse implements Expiry<Neighbourhood, Failures> {
    @Override
    public long expireAfterCreate(Neighbourhood key, Failures failures, long now) {
      return (failures.count() >= allowed() ? ban() : limits.get().loginFailureWindow()).toNanos();
    }

    @Override
    public long expireAfterUpdate(Neighbourhood key, Failures failures, long now, long remaining) {
      return failures.count() == allowed() ? ban().toNanos() : remaining;
    }

    @Override
    public long expireAfterRead(Neighbourhood key, Failures failures, long now, long remaining) {
      return remaining;
    }
  }
}
