package org.spinngate.server.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers, in order, what it heard, and on how many threads. */
class Heard implements LedgerListener {
  private final String prefix;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** One that heeds only keys which begin so. */
  Heard(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    threads.add(Thread.currentThread());
    if (key.startsWith(prefix)) {
      lines.add(key.substring(prefix.length()) + entry.map(Heard::said).orElse(" gone"));
    }
  }

  private static String said(LedgerEntry entry) {
    return " " + entry.version() + "=" + entry.value();
  }

  @Override
  public void connected(boolean reached) {
    threads.add(Thread.currentThread());
    lines.add(reached ? "reached" : "lost");
  }

  /** Such as {@code a 0=value}, {@code a gone}, {@code reached} and {@code lost}. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  long threads() {
    return threads.stream().distinct().count();
  }
}
