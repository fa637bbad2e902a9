package org.spinngate.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
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

  /** So many are heeded of one gateway. */
  private static final int MOST_LINES = 4 * MOST;

  private static final int HASH_BYTES = 8;
  private static final String NAME = " -";
  private static final String KNOWN = " +";

  private final Supplier<Duration> ban;
  private final LongSupplier nanoTime;
  private final Map<String, Long> own = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Long>> sheets = new HashMap<>();
  private volatile Map<String, Long> others = Map.of();
  private final Set<String> gone = new HashSet<>();
  private volatile KnownUsers known = (places, most) -> Map.of();

  /** Who has logged in before, and where. */
  interface KnownUsers {
    /**
     * Users of each of these places; a place of nobody may be left out.
     *
     * @param most of all places together
     */
    Map<Neighbourhood, List<String>> at(Set<Neighbourhood> places, int most);
  }

  /**
   * @param ban how long one lasts; asked for at each time
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public SharedBans(Supplier<Duration> ban, LongSupplier nanoTime) {
    this.ban = ban;
    this.nanoTime = nanoTime;
  }

  /** These are the users who have logged in before. */
  void knowing(KnownUsers users) {
    known = users;
  }

  /** How long a ban lasts that begins now. */
  public Duration longest() {
    return ban.get();
  }

  /** All strangers are refused at a place from now on, under every user name. */
  void begins(Neighbourhood place) {
    own.keySet().removeIf(line -> line.startsWith(place.text() + NAME));
    begins(place.text());
  }

  /** One name is. */
  void begins(String user, Neighbourhood place) {
    begins(place.text() + NAME + hash(user));
  }

  private void begins(String line) {
    // With more than that at once, what was there first stays.
    if (own.size() < MOST || tidied() < MOST) {
      own.put(line, nanoTime.getAsLong() + ban.get().toNanos());
    }
  }

  private int tidied() {
    own.values().removeIf(this::isOver);
    return own.size();
  }

  private boolean isOver(long untilNanos) {
    return nanoTime.getAsLong() - untilNanos >= 0;
  }

  /** Whether another gateway refuses all strangers at a place. */
  boolean hold(Neighbourhood place) {
    return holds(place.text());
  }

  /** Whether another gateway refuses a name there. */
  boolean hold(String user, Neighbourhood place) {
    return hold(place) || (!others.isEmpty() && holds(place.text() + NAME + hash(user)));
  }

  /** Whether another gateway that refuses others there knows a user. */
  boolean know(String user, Neighbourhood place) {
    return !others.isEmpty() && holds(place.text() + KNOWN + hash(user));
  }

  /** Whether another gateway that refuses others there knows anybody. */
  boolean inhabited(Neighbourhood place) {
    return holds(place.text() + KNOWN);
  }

  private boolean holds(String line) {
    Long until = others.get(line);
    return until != null && !isOver(until);
  }

  /** What the others are to know now. */
  public List<String> own() {
    int left = tidied();
    if (left == 0) {
      return List.of();
    }
    List<String> bans =
        own.keySet().stream().filter(line -> !isNameOfBanned(line)).sorted().toList();
    return Stream.concat(bans.stream(), exceptions(bans)).toList();
  }

  private boolean isNameOfBanned(String line) {
    return line.contains(NAME) && own.containsKey(place(line));
  }

  private static String place(String line) {
    return line.split(" ", 2)[0];
  }

  private Stream<String> exceptions(List<String> bans) {
    Set<Neighbourhood> places =
        bans.stream()
            .flatMap(line -> Neighbourhood.parse(place(line)).stream())
            .collect(Collectors.toSet());
    return known.at(places, MOST).entrySet().stream()
        .flatMap(at -> at.getValue().stream().map(user -> at.getKey().text() + KNOWN + hash(user)))
        .sorted();
  }

  /**
   * Another gateway has these bans now. Those that it had before and has no more are over.
   *
   * @param gateway its name among the gateways
   */
  public void heard(String gateway, Collection<String> lines) {
    long until = nanoTime.getAsLong() + ban.get().toNanos();
    synchronized (sheets) {
      Map<String, Long> before = sheets.getOrDefault(gateway, Map.of());
      Map<String, Long> now = new HashMap<>();
      lines.stream()
          .limit(MOST_LINES)
          .filter(line -> Neighbourhood.parse(place(line)).isPresent())
          .forEach(line -> now.put(line, before.getOrDefault(line, until)));
      sheets.put(gateway, now);
      gone.remove(gateway);
      merge();
    }
  }

  /** Nobody speaks for that gateway any more: what it has said last holds until it lapses. */
  public void silent(String gateway) {
    synchronized (sheets) {
      gone.add(gateway);
      merge();
    }
  }

  /** What a gateway goes on saying is kept though it has lapsed, or it would begin anew. */
  private void merge() {
    gone.stream()
        .filter(
            gateway ->
                sheets.getOrDefault(gateway, Map.of()).values().stream().allMatch(this::isOver))
        .forEach(sheets::remove);
    gone.retainAll(sheets.keySet());
    Map<String, Long> all = new HashMap<>();
    sheets.values().forEach(sheet -> sheet.forEach((line, until) -> merge(all, line, until)));
    others = Map.copyOf(all);
  }

  private void merge(Map<String, Long> all, String line, long until) {
    if (isOver(until)) {
      return;
    }
    all.merge(line, until, SharedBans::later);
    if (line.contains(KNOWN)) {
      all.merge(place(line) + KNOWN, until, SharedBans::later);
    }
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /** How many lines of others are remembered. */
  int remembered() {
    synchronized (sheets) {
      return others.size() + sheets.values().stream().mapToInt(Map::size).sum();
    }
  }

  /** A name that was typed may be anything, a token too: it is never told as it is. */
  private static String hash(String user) {
    return HexFormat.of().formatHex(Sha256.of(user.getBytes(UTF_8)), 0, HASH_BYTES);
  }
}
