package org.spinngate.server.cluster.ban;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What the ledger has of bans that the operator has lifted. It stands among the bans for as long as
 * one lasts, so that a gateway that was away, or has been started since, knows it too. A build that
 * does not know it takes it for a gateway without bans.
 *
 * <pre>
 *  lifted=4-c0000201                      whoever is meant, as {@link BanTarget} writes it
 *  seen=gw1-3f9a02c1@17 gw2-5be01c77@0    the versions of all bans that were written by then
 * </pre>
 *
 * @param seen by the last parts of keys
 */
public record BanLift(BanTarget target, Map<String, Integer> seen) {
  private static final String LIFTED = "lifted";
  private static final String SEEN = "seen";

  /** Copies the map. */
  public BanLift {
    seen = Map.copyOf(seen);
  }

  /**
   * What writes it down.
   *
   * @param bans all that is written of bans
   */
  public static LedgerChange create(BanTarget target, List<LedgerEntry> bans) {
    Map<String, Integer> seen =
        bans.stream()
            .filter(entry -> !isLift(entry.key()))
            .collect(Collectors.toMap(entry -> last(entry.key()), LedgerEntry::version));
    return new LedgerChange.Create(Keys.newLift(), new BanLift(target, seen).text());
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  static boolean isLift(String key) {
    return key.startsWith(Keys.LIFTS);
  }

  /** Reads one; what this build does not know is nobody's. */
  static Optional<BanLift> of(LedgerEntry entry) {
    Fields fields = Fields.of(entry.value());
    Map<String, Integer> seen =
        Stream.of(fields.text(SEEN).orElse("").split(" ", -1))
            .filter(word -> word.matches("[^@]+@\\d{1,9}"))
            .map(word -> word.split("@", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> Integer.valueOf(parts[1])));
    return fields.text(LIFTED).flatMap(BanTarget::parse).map(target -> new BanLift(target, seen));
  }

  /** Whether these bans were there already. */
  boolean covers(LedgerEntry bans) {
    return bans.version() <= seen.getOrDefault(last(bans.key()), -1);
  }

  private String text() {
    String versions =
        seen.entrySet().stream()
            .map(one -> one.getKey() + "@" + one.getValue())
            .sorted()
            .collect(Collectors.joining(" "));
    return Fields.with(LIFTED, target.text()).and(SEEN, versions).text();
  }
}
