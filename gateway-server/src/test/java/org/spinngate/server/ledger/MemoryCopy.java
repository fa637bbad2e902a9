package org.spinngate.server.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What a ledger in memory knows of its engine, and whom it tells of changes.
 *
 * <p>Changed on the ledger's thread only; {@link #find} and {@link #below} from anywhere.
 */
final class MemoryCopy {
  private final NavigableMap<String, LedgerEntry> entries = new ConcurrentSkipListMap<>();
  private final List<LedgerListener> listeners = new ArrayList<>();
  private long seen = -1;
  private volatile boolean whole;

  void listen(LedgerListener listener) {
    listeners.add(listener);
    entries.forEach((key, entry) -> listener.changed(key, Optional.of(entry)));
    listener.connected(whole);
  }

  /** News that come after a snapshot that has them already are none. */
  void hear(MemoryEngine.News news) {
    if (news.made() > seen) {
      seen = news.made();
      news.changed().forEach(this::show);
    }
  }

  void follow(MemoryEngine.Snapshot snapshot) {
    seen = snapshot.made();
    Map<String, LedgerEntry> now = snapshot.entries();
    new TreeSet<>(entries.keySet())
        .descendingSet().stream()
            .filter(key -> !now.containsKey(key))
            .forEach(key -> show(key, Optional.empty()));
    now.forEach((key, entry) -> show(key, Optional.of(entry)));
    reached(true);
  }

  void reached(boolean reached) {
    if (whole != reached) {
      whole = reached;
      listeners.forEach(listener -> listener.connected(reached));
    }
  }

  private void show(String key, Optional<LedgerEntry> entry) {
    Optional<LedgerEntry> before = find(key);
    if (before.equals(entry)) {
      return;
    }
    entry.ifPresentOrElse(now -> entries.put(key, now), () -> entries.remove(key));
    listeners.forEach(listener -> listener.changed(key, entry));
  }

  Optional<LedgerEntry> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  List<LedgerEntry> below(String key) {
    return MemoryEngine.below(key, entries);
  }

  boolean whole() {
    return whole;
  }
}
