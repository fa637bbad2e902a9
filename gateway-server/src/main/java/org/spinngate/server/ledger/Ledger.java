package org.spinngate.server.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What several gateways share. Writes are linearizable: all of a transaction is made or nothing,
 * and only if every version that it names is the present one. Reads come from a copy, which may be
 * late but never goes back; nothing that must not go wrong may rely on a read.
 *
 * <pre>
 *  transact ──▶ made: the copy shows it, now or soon
 *           ├─▶ {@link LedgerConflict}: nothing was changed
 *           └─▶ {@link LedgerUnsure}: perhaps; {@link #read} tells when the engine is back
 * </pre>
 *
 * <p>Thread-safe, and no method waits but {@link #close}. Stages complete on any thread.
 */
public interface Ledger extends AutoCloseable {
  /**
   * Makes all changes, in their order, or none.
   *
   * @return completes once a quorum has them; exceptionally with {@link LedgerConflict} or {@link
   *     LedgerUnsure}, the latter after 5 s at the latest
   */
  CompletionStage<Void> transact(List<LedgerChange> changes);

  /**
   * A value from the engine and not from the copy, no older than this call.
   *
   * @return exceptionally with {@link LedgerUnsure}, after 5 s at the latest
   */
  CompletionStage<Optional<LedgerEntry>> read(String key);

  /**
   * What is directly below a key, by name, from the engine and not from the copy: everything that
   * was written before this call, and before any transaction of ours that has completed.
   *
   * @return exceptionally with {@link LedgerUnsure}, after 5 s at the latest
   */
  CompletionStage<List<LedgerEntry>> readBelow(String key);

  /** A value of the copy. */
  Optional<LedgerEntry> find(String key);

  /** What the copy has directly below a key, by name. */
  List<LedgerEntry> below(String key);

  /** Tells of everything that changes from now on, and at once what is there and how it is. */
  void listen(LedgerListener listener);

  /** Whether the engine is reached, so that the copy follows it. */
  boolean connected();

  /** Leaves the engine, after at most 5 s; harmless the second time. */
  @Override
  void close();
}
