package org.spinngate.server.cluster.care;

import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.ledger.MemoryLedger;

/** What is known of boards goes from home to home by the engine that other tests use. */
class MemoryCareTest extends CareContract {
  private final MemoryEngine engine = new MemoryEngine();

  @Override
  protected Ledger open() {
    return engine.ledger();
  }

  @Override
  protected void cut(Ledger ledger) {
    ((MemoryLedger) ledger).cut();
  }

  @Override
  protected void mend(Ledger ledger) {
    ((MemoryLedger) ledger).mend();
  }
}
