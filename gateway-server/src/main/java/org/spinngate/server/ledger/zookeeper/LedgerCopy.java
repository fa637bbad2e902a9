package org.spinngate.server.ledger.zookeeper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;

/**
 * What a ledger knows of what the engine has, and who is told of it.
 *
 * <p>Confined to the ledger's thread but for {@link #find}, {@link #below} and {@link #isWhole},
 * which may be asked from anywhere.
 */
final class LedgerCopy {
  private final LedgerThread thread;
  private final NavigableMap<String, LedgerEntry> entries = new ConcurrentSkipListMap<>();
  private final List<LedgerListener> listeners = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private boolean comparing;
  private volatile boolean whole;

  LedgerCopy(LedgerThread thread) {
    this.thread = thread;
  }

  Optional<LedgerEntry> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  List<LedgerEntry> below(String key) {
    String first = key + '/';
    String behind = key + (char) ('/' + 1);
    return entries.subMap(first, behind).values().stream()
        .filter(entry -> entry.key().indexOf('/', first.length()) < 0)
        .toList();
  }

  /** Whether it has everything, and hears of every change. */
  boolean isWhole() {
    return whole;
  }

  void listen(LedgerListener listener) {
    assert thread.isHere();
    listeners.add(listener);
    entries.forEach((key, entry) -> listener.changed(key, Optional.of(entry)));
    listener.connected(whole);
  }

  /** From now on everything that the engine has is shown, until {@link #compared}. */
  void compare() {
    assert thread.isHere();
    seen.clear();
    comparing = true;
  }

  /** What the engine has now. */
  void show(String key, Optional<LedgerEntry> now) {
    assert thread.isHere();
    if (comparing) {
      seen.add(key);
    }
    if (find(key).equals(now)) {
      return;
    }
    now.ifPresentOrElse(entry -> entries.put(key, entry), () -> entries.remove(key));
    listeners.forEach(listener -> listener.changed(key, now));
  }

  /** Everything was shown; entries that were not are gone, children before their parents. */
  void compared() {
    assert thread.isHere();
    Set<String> gone = new TreeSet<>(entries.keySet());
    gone.removeAll(seen);
    new TreeSet<>(gone).descendingSet().forEach(key -> show(key, Optional.empty()));
    seen.clear();
    comparing = false;
    become(true);
  }

  /** The engine is not reached, and everything stays as it was. */
  void lose() {
    assert thread.isHere();
    become(false);
  }

  private void become(boolean reached) {
    if (whole != reached) {
      whole = reached;
      listeners.forEach(listener -> listener.connected(reached));
    }
  }
}
