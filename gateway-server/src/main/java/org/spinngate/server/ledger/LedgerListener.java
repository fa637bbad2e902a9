package org.spinngate.server.ledger;

import java.util.Optional;

/**
 * Hears what becomes of a ledger, in order, on one thread that belongs to the ledger and that must
 * not wait.
 */
public interface LedgerListener {
  /**
   * A key has another value in the copy.
   *
   * @param entry what it is now; empty if it is gone
   */
  void changed(String key, Optional<LedgerEntry> entry);

  /**
   * The engine is reached, and the copy is whole and follows it; or it is not reached at present,
   * and the copy stays as it was.
   */
  void connected(boolean reached);
}
