package org.spinngate.server.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.server.config.LoginLimits;

/**
 * Bans those who fail to log in too often: a user name at an address first, and all strangers at an
 * address after many more failures. Behind one address may be a campus: a user who has logged in
 * from there before is no stranger, and is heard even if others are banned there. Names are counted
 * whether or not there is such a user, so that a ban tells nothing of that.
 *
 * <p>Usable from every thread, and of bounded size: with more of them than that, those of longest
 * ago are forgotten. IPv6 is counted by /64 network.
 */
public final class LoginAttempts implements SharedBans.Attempts {
  private static final long MOST_KNOWN = 100_000;

  private static final Duration REMEMBERED = Duration.ofDays(90);

  private final FailureCount<Visitor> byName;
  private final FailureCount<Neighbourhood> byAddress;
  private final Cache<Visitor, Boolean> known;
  private final Cache<Neighbourhood, Boolean> inhabited;
  private final SharedBans shared;
  private final AtomicLong learned = new AtomicLong();
  private volatile Told told = new Told(0, Set.of(), Map.of());

  /** A user name, which may be nobody's, at an address. */
  private record Visitor(String user, Neighbourhood place) {}

  /** Which of the known users of some places are told, until somebody else is known. */
  private record Told(
      long learned, Set<Neighbourhood> places, Map<Neighbourhood, List<String>> users) {}

  /**
   * With the limits of the configuration, as they are at that time; the ticker in nanoseconds.
   *
   * @param shared bans that other gateways know, and theirs
   */
  public LoginAttempts(Supplier<LoginLimits> limits, Ticker ticker, SharedBans shared) {
    this.byName = new FailureCount<>(limits, of -> of.failures().mostOfOne(), ticker);
    this.byAddress = new FailureCount<>(limits, of -> of.failures().most(), ticker);
    this.known = remembering(ticker);
    this.inhabited = remembering(ticker);
    this.shared = shared;
    shared.counting(this);
  }

  /** Looks through all who are known only if there is somebody to tell who was not told before. */
  @Override
  public Map<Neighbourhood, List<String>> usersKnownAt(Set<Neighbourhood> places, int most) {
    long now = learned.get();
    Told before = told;
    if (before.learned == now && before.places.equals(places)) {
      return before.users;
    }
    Map<Neighbourhood, List<String>> users = FairShares.of(usersKnownAt(places), most);
    told = new Told(now, Set.copyOf(places), users);
    return users;
  }

  private Map<Neighbourhood, List<String>> usersKnownAt(Set<Neighbourhood> places) {
    Set<Neighbourhood> looked =
        places.stream()
            .filter(place -> inhabited.getIfPresent(place) != null)
            .collect(Collectors.toSet());
    if (looked.isEmpty()) {
      return Map.of(); // Most who guess, so that all who are known are not looked at.
    }
    return known.asMap().keySet().stream()
        .filter(visitor -> looked.contains(visitor.place()))
        .collect(
            Collectors.groupingBy(
                Visitor::place, Collectors.mapping(Visitor::user, Collectors.toList())));
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
    Neighbourhood place = Neighbourhood.of(address);
    return byAddress.reached(place) || shared.hold(place);
  }

  /** Whether somebody has logged in from this address before. */
  public boolean inhabited(InetAddress address) {
    Neighbourhood place = Neighbourhood.of(address);
    return inhabited.getIfPresent(place) != null || shared.inhabited(place);
  }

  /** Whether a login by this name from this address is refused, unless it {@link #knows} them. */
  public boolean banned(String user, InetAddress address) {
    Visitor visitor = new Visitor(user, Neighbourhood.of(address));
    return byName.reached(visitor)
        || byAddress.reached(visitor.place())
        || shared.hold(user, visitor.place());
  }

  /** Whether this user has logged in from this address before. */
  public boolean knows(String user, InetAddress address) {
    Visitor visitor = new Visitor(user, Neighbourhood.of(address));
    return known.getIfPresent(visitor) != null || shared.know(user, visitor.place());
  }

  /**
   * Counts a refused login; a ban starts with the last that is allowed, and is not prolonged, nor
   * does another one follow here from what is refused by a ban of another gateway.
   */
  public void failed(String user, InetAddress address) {
    Visitor visitor = new Visitor(user, Neighbourhood.of(address));
    if (shared.hold(user, visitor.place())) {
      return;
    }
    if (byName.add(visitor)) {
      shared.begins(user, visitor.place());
    }
    if (byAddress.add(visitor.place())) {
      shared.begins(visitor.place());
    }
  }

  /** Remembers who logged in from where. */
  public void succeeded(String user, InetAddress address) {
    Visitor visitor = new Visitor(user, Neighbourhood.of(address));
    Boolean before = known.asMap().put(visitor, true);
    inhabited.put(visitor.place(), true);
    if (before == null) {
      learned.incrementAndGet();
    }
  }

  @Override
  public List<LoginBan> bans(Predicate<String> isUser) {
    Stream<LoginBan> places =
        byAddress.reached().entrySet().stream()
            .map(ban -> row(ban.getKey(), true, Optional.empty(), ban.getValue()));
    Stream<LoginBan> names =
        byName.reached().entrySet().stream()
            .map(
                ban ->
                    row(
                        ban.getKey().place(),
                        false,
                        Optional.of(ban.getKey().user()).filter(isUser),
                        ban.getValue()));
    return Stream.concat(places, names).toList();
  }

  private static LoginBan row(
      Neighbourhood place, boolean everybody, Optional<String> user, Duration left) {
    return new LoginBan(place.words(), everybody, user, left, "");
  }

  /** Whoever is meant may fail as often as if nothing had happened. */
  @Override
  public int lift(BanTarget target) {
    return byName.forget(visitor -> target.means(visitor.user(), visitor.place()))
        + byAddress.forget(target::means);
  }

  /** How many failures are remembered. */
  long remembered() {
    return byName.remembered() + byAddress.remembered();
  }
}
