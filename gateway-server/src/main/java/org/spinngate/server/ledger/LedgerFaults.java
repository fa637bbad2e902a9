package org.spinngate.server.ledger;

import java.util.concurrent.CompletionException;

/** What went wrong with a ledger, without what stages put around it. */
public final class LedgerFaults {
  private LedgerFaults() {}

  /** Such as a {@link LedgerConflict} or a {@link LedgerUnsure}. */
  public static Throwable causeOf(Throwable fault) {
    return fault instanceof CompletionException && fault.getCause() != null
        ? fault.getCause()
        : fault;
  }

  /** The same for people. */
  public static String wordsOf(Throwable fault) {
    return String.valueOf(causeOf(fault).getMessage());
  }
}
