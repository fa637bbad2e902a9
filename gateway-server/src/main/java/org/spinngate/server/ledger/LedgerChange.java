package org.spinngate.server.ledger;

/** One part of a transaction. */
public sealed interface LedgerChange {
  /** The key that it is about. */
  String key();

  /** The key must not exist, its parent must; its version is 0 then. */
  record Create(String key, String value) implements LedgerChange {}

  /**
   * The key must be there.
   *
   * @param version that it must have at present
   */
  record Put(String key, String value, int version) implements LedgerChange {}

  /**
   * The key must be there, with nothing below it.
   *
   * @param version that it must have at present
   */
  record Delete(String key, int version) implements LedgerChange {}

  /**
   * Changes nothing; the key must be there.
   *
   * @param version that it must have at present
   */
  record Require(String key, int version) implements LedgerChange {}
}
