package org.spinngate.server.cluster.order;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * Takes away what was ordered of gateways that are gone: the present homes of their boards were
 * told by what else was written. Only what was there at the last look too is touched.
 *
 * <p>Confined to the executor.
 */
final class OrderLeftovers {
  private final Neighbours neighbours;
  private Set<String> seen = new HashSet<>();

  OrderLeftovers(Neighbours neighbours) {
    this.neighbours = neighbours;
  }

  void tidy() {
    List<LedgerEntry> gone =
        neighbours.ledger().below(Keys.ORDERS).stream()
            .filter(entry -> !neighbours.member().isMember(Keys.name(entry.key())))
            .toList();
    gone.stream().filter(entry -> seen.contains(entry.key())).forEach(this::takeAway);
    seen = gone.stream().map(LedgerEntry::key).collect(Collectors.toCollection(HashSet::new));
  }

  private void takeAway(LedgerEntry gateway) {
    Stream<LedgerEntry> all =
        Stream.concat(neighbours.ledger().below(gateway.key()).stream(), Stream.of(gateway));
    List<LedgerChange> changes =
        all.<LedgerChange>map(entry -> new LedgerChange.Delete(entry.key(), entry.version()))
            .toList();
    var unused = neighbours.transact(neighbours.member(), changes);
  }
}
