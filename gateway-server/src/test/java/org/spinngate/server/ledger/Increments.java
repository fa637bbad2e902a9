package org.spinngate.server.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.spinngate.server.ledger.LedgerChange.Put;

/** Ledgers that count in one key, each until it has done so some times or knows no more. */
final class Increments {
  private final String key;
  private final int times;
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final AtomicInteger unsure = new AtomicInteger();

  Increments(String key, int times) {
    this.key = key;
    this.times = times;
  }

  void start(Ledger ledger) {
    started.incrementAndGet();
    again(ledger, times);
  }

  private void again(Ledger ledger, int left) {
    if (left == 0) {
      finished.incrementAndGet();
      return;
    }
    ledger
        .read(key)
        .thenCompose(entry -> ledger.transact(List.of(next(entry))))
        .whenComplete((done, failure) -> after(ledger, left, Optional.ofNullable(failure)));
  }

  private static Put next(Optional<LedgerEntry> entry) {
    LedgerEntry now = entry.orElseThrow();
    return new Put(now.key(), String.valueOf(now.version() + 1), now.version());
  }

  private void after(Ledger ledger, int left, Optional<Throwable> failure) {
    if (failure.isEmpty()) {
      made.incrementAndGet();
      again(ledger, left - 1);
    } else if (failure.get().getCause() instanceof LedgerConflict) {
      again(ledger, left);
    } else {
      unsure.incrementAndGet();
    }
  }

  int made() {
    return made.get();
  }

  boolean done() {
    return finished.get() == started.get();
  }

  boolean stopped() {
    return unsure.get() > 0;
  }
}
