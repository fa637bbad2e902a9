package org.spinngate.server.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * An engine in memory, with as many ledgers onto it as a test has gateways.
 *
 * <p>Thread-safe.
 */
public final class MemoryEngine {
  private final NavigableMap<String, LedgerEntry> entries = new TreeMap<>();
  private final List<MemoryLedger> ledgers = new ArrayList<>();
  private long made;
  private boolean running = true;

  /**
   * Everything that an engine has.
   *
   * @param made how many transactions led to it
   */
  record Snapshot(long made, Map<String, LedgerEntry> entries) {}

  /**
   * What one transaction changed.
   *
   * @param made how many there were then
   */
  record News(long made, Map<String, Optional<LedgerEntry>> changed) {}

  /** One with the keys at the top that gateways use. */
  public MemoryEngine() {
    this(
        List.of(
            "/gateways",
            "/beats",
            "/boards",
            "/users",
            "/kicks",
            "/service",
            "/care",
            "/orders",
            "/bans"));
  }

  /** One with these keys at the top. */
  public MemoryEngine(List<String> top) {
    top.forEach(key -> entries.put(key, new LedgerEntry(key, "", 0)));
  }

  /** A ledger onto it, connected soon, with a thread of its own. */
  public MemoryLedger ledger() {
    return joined(new MemoryLedger(this));
  }

  /**
   * A ledger onto it that does everything in tasks of a test's own executor.
   *
   * @param executor runs them in order, one at a time, and none within {@code execute}
   */
  public MemoryLedger ledger(Executor executor) {
    return joined(new MemoryLedger(this, executor));
  }

  private MemoryLedger joined(MemoryLedger ledger) {
    synchronized (this) {
      ledgers.add(ledger);
    }
    ledger.mend();
    return ledger;
  }

  /** Nobody reaches it any more; what it has stays. */
  public synchronized void stop() {
    running = false;
    ledgers.forEach(MemoryLedger::lose);
  }

  /** Everybody reaches it again who is not cut off. */
  public synchronized void start() {
    running = true;
    ledgers.forEach(MemoryLedger::reach);
  }

  /** What it has at this moment. */
  public synchronized Optional<LedgerEntry> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** How many transactions were made. */
  public synchronized long made() {
    return made;
  }

  synchronized void make(List<LedgerChange> changes) throws LedgerConflict, LedgerUnsure {
    refuseIfStopped();
    Map<String, Optional<LedgerEntry>> changed = new MemoryTransaction(entries).tried(changes);
    changed.forEach(
        (key, entry) ->
            entry.ifPresentOrElse(present -> entries.put(key, present), () -> entries.remove(key)));
    News news = new News(++made, changed);
    ledgers.forEach(ledger -> ledger.hear(news));
  }

  synchronized Optional<LedgerEntry> read(String key) throws LedgerUnsure {
    refuseIfStopped();
    return find(key);
  }

  synchronized List<LedgerEntry> readBelow(String key) throws LedgerUnsure {
    refuseIfStopped();
    return below(key, entries);
  }

  static List<LedgerEntry> below(String key, NavigableMap<String, LedgerEntry> entries) {
    String prefix = key + '/';
    return entries.subMap(prefix, key + (char) ('/' + 1)).values().stream()
        .filter(entry -> entry.key().indexOf('/', prefix.length()) < 0)
        .toList();
  }

  synchronized Snapshot snapshot() throws LedgerUnsure {
    refuseIfStopped();
    return new Snapshot(made, new TreeMap<>(entries));
  }

  synchronized void leave(MemoryLedger ledger) {
    ledgers.remove(ledger);
  }

  private void refuseIfStopped() throws LedgerUnsure {
    if (!running) {
      throw new LedgerUnsure("the engine has stopped");
    }
  }
}
