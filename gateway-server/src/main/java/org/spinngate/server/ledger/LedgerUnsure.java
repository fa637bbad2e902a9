package org.spinngate.server.ledger;

/**
 * Nobody knows whether a transaction was made, or a value could not be read: the engine is not
 * reached, or did not answer in time. Who must know reads the key when the engine is back.
 */
public final class LedgerUnsure extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param text what the engine, or the way to it, said
   */
  public LedgerUnsure(String text) {
    super(text, null, false, false);
  }
}
