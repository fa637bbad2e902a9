package org.spinngate.server.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.MemberWord;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;

/**
 * Whether the other gateways have the configuration that this one has, where it should be alike, by
 * what each says of its own. The log has a line whenever that changes.
 *
 * <p>Thread-safe.
 */
final class ConfigComparison implements LedgerListener {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigComparison.class);

  private final Neighbours neighbours;
  private final Map<String, List<String>> told = new HashMap<>();
  private String own = "";

  ConfigComparison(Neighbours neighbours) {
    this.neighbours = neighbours;
  }

  /** This gateway says this of its own. */
  synchronized void configured(String next) {
    own = next;
    neighbours
        .ledger()
        .below(Keys.BEATS)
        .forEach(beat -> tell(Keys.name(beat.key()), MemberWord.of(beat)));
  }

  @Override
  public synchronized void changed(String key, Optional<LedgerEntry> entry) {
    if (key.startsWith(Keys.BEATS + "/")) {
      String id = Keys.name(key);
      entry.map(MemberWord::of).ifPresentOrElse(word -> tell(id, word), () -> told.remove(id));
    }
  }

  private void tell(String id, MemberWord word) {
    List<String> now = differences(word);
    List<String> before = told.getOrDefault(id, List.of());
    told.put(id, now);
    if (now.equals(before)) {
      return;
    }
    if (now.isEmpty()) {
      LOG.info("gateway {} has the configuration of this one again", neighbours.nameOf(id));
    } else {
      LOG.warn(
          "gateway {} has another configuration than this one: {}",
          neighbours.nameOf(id),
          String.join(", ", now));
    }
  }

  /** The parts in which a gateway's configuration differs; none if it says nothing of it. */
  synchronized List<String> differences(String id) {
    return differences(neighbours.wordOf(id));
  }

  private List<String> differences(MemberWord word) {
    Map<String, String> here = parts(own);
    return parts(word.config()).entrySet().stream()
        .filter(part -> !part.getValue().equals(here.getOrDefault(part.getKey(), part.getValue())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static Map<String, String> parts(String config) {
    Map<String, String> parts = new HashMap<>();
    Arrays.stream(config.split(" "))
        .map(part -> part.split(":", 2))
        .filter(part -> part.length == 2)
        .forEach(part -> parts.put(part[0], part[1]));
    return parts;
  }

  @Override
  public void connected(boolean reached) {}
}
