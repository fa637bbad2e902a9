package org.spinngate.server.ledger;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.spinngate.server.ledger.LedgerConflict.Kind;

/** Changes that are tried, in their order, above what an engine has, which stays as it is. */
final class MemoryTransaction {
  private final NavigableMap<String, LedgerEntry> entries;
  private final NavigableMap<String, Optional<LedgerEntry>> made = new TreeMap<>();

  MemoryTransaction(NavigableMap<String, LedgerEntry> entries) {
    this.entries = entries;
  }

  /** What has become of the keys that were changed. */
  NavigableMap<String, Optional<LedgerEntry>> tried(List<LedgerChange> changes)
      throws LedgerConflict {
    for (LedgerChange change : changes) {
      make(change);
    }
    return made;
  }

  private void make(LedgerChange change) throws LedgerConflict {
    String key = change.key();
    if (change instanceof LedgerChange.Create create) {
      create(create);
    } else if (change instanceof LedgerChange.Put put) {
      require(put, put.version());
      made.put(key, Optional.of(new LedgerEntry(key, put.value(), put.version() + 1)));
    } else if (change instanceof LedgerChange.Delete delete) {
      require(delete, delete.version());
      refuseIf(hasChildren(key), delete, Kind.NOT_EMPTY);
      made.put(key, Optional.empty());
    } else if (change instanceof LedgerChange.Require required) {
      require(required, required.version());
    }
  }

  private void create(LedgerChange.Create create) throws LedgerConflict {
    String key = create.key();
    String parent = key.substring(0, key.lastIndexOf('/'));
    refuseIf(!parent.isEmpty() && find(parent).isEmpty(), create, Kind.MISSING);
    refuseIf(find(key).isPresent(), create, Kind.EXISTS);
    made.put(key, Optional.of(new LedgerEntry(key, create.value(), 0)));
  }

  private void require(LedgerChange change, int version) throws LedgerConflict {
    Optional<LedgerEntry> present = find(change.key());
    refuseIf(present.isEmpty(), change, Kind.MISSING);
    refuseIf(present.orElseThrow().version() != version, change, Kind.OTHER_VERSION);
  }

  private Optional<LedgerEntry> find(String key) {
    return made.getOrDefault(key, Optional.ofNullable(entries.get(key)));
  }

  private boolean hasChildren(String key) {
    return below(key, entries).stream().anyMatch(child -> find(child).isPresent())
        || below(key, made).stream().anyMatch(child -> find(child).isPresent());
  }

  private static Set<String> below(String key, NavigableMap<String, ?> map) {
    return map.subMap(key + '/', true, key + (char) ('/' + 1), false).keySet();
  }

  private static void refuseIf(boolean wrong, LedgerChange change, Kind kind)
      throws LedgerConflict {
    if (wrong) {
      throw new LedgerConflict(change, kind);
    }
  }
}
