package org.spinngate.server.access;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What other gateways have told of their bans, and when each of them ends at the latest.
 *
 * <p>Thread-safe, and of bounded size.
 */
final class OthersBans {
  /** So many are heeded of one gateway. */
  private static final int MOST_LINES = 4 * SharedBans.MOST;

  private final Supplier<Duration> ban;
  private final LongSupplier nanoTime;
  private final Map<String, Map<BanLine, Long>> sheets = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private volatile Map<BanLine, Long> all = Map.of();

  OthersBans(Supplier<Duration> ban, LongSupplier nanoTime) {
    this.ban = ban;
    this.nanoTime = nanoTime;
  }

  /** Whether there is anything to be looked up: for the name of a user that takes a hash. */
  boolean areAny() {
    return !all.isEmpty();
  }

  /** Whether any of them says so, and it is not over. */
  boolean hold(BanLine line) {
    Long until = all.get(line);
    return until != null && !isOver(until);
  }

  private boolean isOver(long untilNanos) {
    return nanoTime.getAsLong() - untilNanos >= 0;
  }

  void heard(String gateway, Collection<String> lines) {
    long until = nanoTime.getAsLong() + ban.get().toNanos();
    synchronized (sheets) {
      Map<BanLine, Long> before = sheets.getOrDefault(gateway, Map.of());
      Map<BanLine, Long> now = new HashMap<>();
      lines.stream()
          .limit(MOST_LINES)
          .map(BanLine::new)
          .filter(BanLine::isSound)
          .forEach(line -> now.put(line, before.getOrDefault(line, until)));
      sheets.put(gateway, now);
      gone.remove(gateway);
      merge();
    }
  }

  void silent(String gateway) {
    synchronized (sheets) {
      gone.add(gateway);
      merge();
    }
  }

  /**
   * What is meant is over, and stays so for as long as its gateway goes on saying it.
   *
   * @param gateways whose bans they are
   */
  void lift(BanTarget target, Predicate<String> gateways) {
    long now = nanoTime.getAsLong();
    synchronized (sheets) {
      sheets.forEach(
          (gateway, lines) -> {
            if (gateways.test(gateway)) {
              lines.replaceAll(
                  (line, until) ->
                      target.means(line) && !isOver(until) ? Long.valueOf(now) : until);
            }
          });
      merge();
    }
  }

  /**
   * All of them for people.
   *
   * @param named the name of a user by its hash, or null if it is none's
   */
  List<LoginBan> rows(Function<String, String> named) {
    synchronized (sheets) {
      return sheets.entrySet().stream()
          .flatMap(sheet -> rows(sheet.getKey(), sheet.getValue(), named))
          .toList();
    }
  }

  private Stream<LoginBan> rows(
      String gateway, Map<BanLine, Long> lines, Function<String, String> named) {
    long now = nanoTime.getAsLong();
    return lines.entrySet().stream()
        .filter(line -> !line.getKey().isKnown() && !isOver(line.getValue()))
        .map(
            line ->
                new LoginBan(
                    Neighbourhood.parse(line.getKey().place()).orElseThrow().words(),
                    line.getKey().name().isEmpty(),
                    line.getKey().name().map(named),
                    Duration.ofNanos(line.getValue() - now),
                    gateway));
  }

  /** What a gateway goes on saying is kept though it has lapsed, or it would begin anew. */
  private void merge() {
    gone.stream()
        .filter(
            gateway ->
                sheets.getOrDefault(gateway, Map.of()).values().stream().allMatch(this::isOver))
        .forEach(sheets::remove);
    gone.retainAll(sheets.keySet());
    Map<BanLine, Long> merged = new HashMap<>();
    sheets.values().forEach(sheet -> sheet.forEach((line, until) -> merge(merged, line, until)));
    all = Map.copyOf(merged);
  }

  private void merge(Map<BanLine, Long> merged, BanLine line, long until) {
    if (isOver(until)) {
      return;
    }
    merged.merge(line, until, OthersBans::later);
    if (line.isKnown()) {
      merged.merge(BanLine.anybodyKnown(line.place()), until, OthersBans::later);
    }
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }

  /** How many lines are remembered. */
  int remembered() {
    synchronized (sheets) {
      return all.size() + sheets.values().stream().mapToInt(Map::size).sum();
    }
  }
}
