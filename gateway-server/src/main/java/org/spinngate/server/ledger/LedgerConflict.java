package org.spinngate.server.ledger;

/** A transaction that was not made, for certain, because the ledger is not as it expects. */
public final class LedgerConflict extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient LedgerChange change;
  private final Kind kind;

  /** What is otherwise than expected. */
  public enum Kind {
    /** The key, or the parent of one to be created, is not there. */
    MISSING,
    /** The key is there already. */
    EXISTS,
    /** The key was changed since. */
    OTHER_VERSION,
    /** Something is below the key. */
    NOT_EMPTY
  }

  /**
   * @param change the first one that could not be made
   */
  public LedgerConflict(LedgerChange change, Kind kind) {
    super(kind + " " + change.key(), null, false, false);
    this.change = change;
    this.kind = kind;
  }

  /** The first change that could not be made. */
  public LedgerChange change() {
    return change;
  }

  /** What is otherwise than it expects. */
  public Kind kind() {
    return kind;
  }
}
