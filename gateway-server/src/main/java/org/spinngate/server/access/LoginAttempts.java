package org.spinngate.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;
import org.spinngate.server.config.LoginLimits;

/**
 * Bans those who fail to log in too often: a user name at an address first, and all strangers at an
 * address after many more failures. Behind one address may be a campus: who has logged in from
 * there before is no stranger, and is heard whatever others do there. Names are counted whether or
 * not there is such a user, so that a ban tells nothing of that.
 *
 * <p>Usable from every thread, and of bounded size: with more of them than that, those of longest
 * ago are forgotten. IPv6 is counted by /64 network.
 */
public final class LoginAttempts {
  private static final long MOST_KNOWN = 100_000;
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private final FailureCount<Visitor> byName;
  private final FailureCount<Neighbourhood> byAddress;
  private final Cache<Visitor, Boolean> known;
  private final Cache<Neighbourhood, Boolean> inhabited;

  /** A user name, which may be nobody's, at an address. */
  private record Visitor(String user, Neighbourhood place) {}

  /** With the limits of the configuration, as they are at that time; the ticker in nanoseconds. */
  public LoginAttempts(Supplier<LoginLimits> limits, Ticker ticker) {
    this.byName = new FailureCount<>(limits, of -> of.failures().mostOfOne(), ticker);
    this.byAddress = new FailureCount<>(limits, of -> of.failures().most(), ticker);
    this.known = remembering(ticker);
    this.inhabited = remembering(ticker);
  }

  private static <K> Cache<K, Boolean> remembering(Ticker ticker) {
    return Caffeine.newBuilder()
        .ticker(ticker)
        .executor(Runnable::run)
        .maximumSize(MOST_KNOWN)
        .expireAfterWrite(REMEMBERED)
        .build();
  }

  /** Whether strangers at this address are refused before they say who they are. */
  public boolean banned(InetAddress address) {
    return byAddress.reached(Neighbourhood.of(address));
  }

  /** Whether somebody has logged in from this address before. */
  public boolean inhabited(InetAddress address) {
    return inhabited.getIfPresent(Neighbourhood.of(address)) != null;
  }

  /** Whether a login by this name from this address is refused, unless it {@link #knows} them. */
  public boolean banned(String user, InetAddress address) {
    Visitor visitor = new Visitor(user, Neighbourhood.of(address));
    return byName.reached(visitor) || byAddress.reached(visitor.place());
  }

  /** Whether this user has logged in from this address before. */
  public boolean knows(String user, InetAddress address) {
    return known.getIfPresent(new Visitor(user, Neighbourhood.of(address))) != null;
  }

  /** Counts a refused login; a ban starts with the last that is allowed, and is not prolonged. */
  public void failed(String user, InetAddress address) {
    Visitor visitor = new Visitor(user, Neighbourhood.of(address));
    byName.add(visitor);
    byAddress.add(visitor.place());
  }

  /** Remembers who logged in from where. */
  public void succeeded(String user, InetAddress address) {
    Visitor visitor = new Visitor(user, Neighbourhood.of(address));
    known.put(visitor, true);
    inhabited.put(visitor.place(), true);
  }

  /** How many failures are remembered. */
  long remembered() {
    return byName.remembered() + byAddress.remembered();
  }
}
