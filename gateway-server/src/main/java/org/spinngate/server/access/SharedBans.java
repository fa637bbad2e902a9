package org.spinngate.server.access;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bans that hold at several gateways: what this one has to tell the others, and what it has heard
 * of them. Each tells its own bans for as long as they last, as lines:
 *
 * <pre>
 *  4-c0000201                     everybody at that address; 6-… is an IPv6 network
 *  4-c0000201 -2bd806c97f0e00af   one name there, by a hash
 *  4-c0000201 +81b637d8fcd2c6da   a user who is heard there in spite of the ban, since he was there before
 * </pre>
 *
 * <p>Thread-safe, and of bounded size; nothing here waits for other gateways.
 */
public final class SharedBans {
  /** So many are told to the others at most; the rest hold at this gateway. */
  public static final int MOST = 500;

  private final Supplier<Duration> ban;
  private final LongSupplier nanoTime;
  private final Map<BanLine, Long> own = new ConcurrentHashMap<>();
  private final OthersBans others;
  private volatile Attempts attempts = (places, most) -> Map.of();

  /** What this gateway itself has counted. */
  interface Attempts {
    /**
     * Who has logged in from each of these places; a place of nobody may be left out.
     *
     * @param most of all places together
     */
    Map<Neighbourhood, List<String>> usersKnownAt(Set<Neighbourhood> places, int most);

    /**
     * Its bans at this moment.
     *
     * @param isUser whether a name is a user's
     */
    default List<LoginBan> bans(Predicate<String> isUser) {
      return List.of();
    }

    /**
     * Forgets what has failed.
     *
     * @return how many bans there were
     */
    default int lift(BanTarget target) {
      return 0;
    }
  }

  /**
   * @param ban how long one lasts; asked for at each time
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public SharedBans(Supplier<Duration> ban, LongSupplier nanoTime) {
    this.ban = ban;
    this.nanoTime = nanoTime;
    this.others = new OthersBans(ban, nanoTime);
  }

  /** This is what is counted here. */
  void counting(Attempts here) {
    attempts = here;
  }

  /** How long a ban lasts that begins now. */
  public Duration longest() {
    return ban.get();
  }

  /** All strangers are refused at a place from now on, under every user name. */
  void begins(Neighbourhood place) {
    own.keySet().removeIf(line -> line.name().isPresent() && line.place().equals(place.text()));
    begins(BanLine.all(place));
  }

  /** One name is. */
  void begins(String user, Neighbourhood place) {
    begins(BanLine.name(user, place));
  }

  private void begins(BanLine line) {
    // With more than that at once, what was there first stays.
    if (own.size() < MOST || tidied() < MOST) {
      own.put(line, nanoTime.getAsLong() + ban.get().toNanos());
    }
  }

  private int tidied() {
    own.values().removeIf(until -> nanoTime.getAsLong() - until >= 0);
    return own.size();
  }

  /** Whether another gateway refuses all strangers at a place. */
  boolean hold(Neighbourhood place) {
    return others.hold(BanLine.all(place));
  }

  /** Whether another gateway refuses a name there. */
  boolean hold(String user, Neighbourhood place) {
    return hold(place) || (others.areAny() && others.hold(BanLine.name(user, place)));
  }

  /** Whether another gateway that refuses others there knows a user. */
  boolean know(String user, Neighbourhood place) {
    return others.areAny() && others.hold(BanLine.known(user, place));
  }

  /** Whether another gateway that refuses others there knows anybody. */
  boolean inhabited(Neighbourhood place) {
    return others.hold(BanLine.anybodyKnown(place.text()));
  }

  /** What the others are to know now. */
  public List<String> own() {
    int left = tidied();
    if (left == 0) {
      return List.of();
    }
    List<BanLine> bans = own.keySet().stream().filter(line -> !isNameOfBanned(line)).toList();
    return Stream.concat(bans.stream().map(BanLine::text).sorted(), exceptions(bans)).toList();
  }

  private boolean isNameOfBanned(BanLine line) {
    return line.name().isPresent() && own.containsKey(new BanLine(line.place()));
  }

  private Stream<String> exceptions(List<BanLine> bans) {
    Set<Neighbourhood> places =
        bans.stream()
            .flatMap(line -> Neighbourhood.parse(line.place()).stream())
            .collect(Collectors.toSet());
    return attempts.usersKnownAt(places, MOST).entrySet().stream()
        .flatMap(at -> at.getValue().stream().map(user -> BanLine.known(user, at.getKey()).text()))
        .sorted();
  }

  /**
   * Another gateway has these bans now. Those that it had before and has no more are over.
   *
   * @param gateway its name among the gateways
   */
  public void heard(String gateway, Collection<String> lines) {
    others.heard(gateway, lines);
  }

  /** Nobody speaks for that gateway any more: what it has said last holds until it lapses. */
  public void silent(String gateway) {
    others.silent(gateway);
  }

  /**
   * Whoever is meant is heard again: what was counted here is forgotten, and what others say of it
   * now is not heeded as long as they go on saying it. A ban that begins from now on holds.
   *
   * @return how many bans this gateway itself had made
   */
  public int lift(BanTarget target) {
    others.lift(target, gateway -> true);
    return liftOwn(target);
  }

  /** The same of what was counted here, of which the others do not hear any more. */
  public int liftOwn(BanTarget target) {
    own.keySet().removeIf(target::means);
    return attempts.lift(target);
  }

  /** The same of what another gateway says now. */
  public void liftOf(String gateway, BanTarget target) {
    others.lift(target, gateway::equals);
  }

  /**
   * All bans that hold here at this moment, for people: this gateway's and those of others.
   *
   * @param users the names that may be shown; others may be anything
   */
  public List<LoginBan> bans(Collection<String> users) {
    Set<String> names = Set.copyOf(users);
    Map<String, String> byHash = new HashMap<>();
    names.forEach(name -> byHash.put(BanLine.hash(name), name));
    Function<String, String> named = byHash::get;
    return Stream.concat(attempts.bans(names::contains).stream(), others.rows(named).stream())
        .toList();
  }

  /** How many lines of others are remembered. */
  int remembered() {
    return others.remembered();
  }
}
