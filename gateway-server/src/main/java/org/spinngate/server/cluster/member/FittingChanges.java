package org.spinngate.server.cluster.member;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerConflict;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * Changes that depend on what is there. Whenever somebody else was faster, that is read again, and
 * the changes are thought of anew.
 *
 * <p>One thread at a time; each step begins when the one before it is over.
 */
public final class FittingChanges {
  private static final int TRIES = 20;

  private final Neighbours neighbours;
  private final Member member;
  private final Function<Seen, List<LedgerChange>> wanted;
  private final Map<String, Optional<LedgerEntry>> fresh = new HashMap<>();
  private int tries;

  /** What is there, as far as is known. */
  public interface Seen {
    /** A value. */
    Optional<LedgerEntry> find(String key);
  }

  private FittingChanges(Neighbours neighbours, Function<Seen, List<LedgerChange>> wanted) {
    this.neighbours = neighbours;
    this.member = neighbours.member();
    this.wanted = wanted;
  }

  /**
   * Makes them.
   *
   * @param wanted asked at once and again; none if there is nothing to do
   * @return completes when they are made; exceptionally if nobody knows, or this gateway is none of
   *     the others any more
   */
  public static CompletionStage<Void> make(
      Neighbours neighbours, Function<Seen, List<LedgerChange>> wanted) {
    return new FittingChanges(neighbours, wanted).attempt();
  }

  /**
   * Makes them, where that there is nothing to do must not be said by an old copy.
   *
   * @param key read before they are thought of
   */
  public static CompletionStage<Void> makeAfterReading(
      Neighbours neighbours, String key, Function<Seen, List<LedgerChange>> wanted) {
    FittingChanges changes = new FittingChanges(neighbours, wanted);
    return changes.read(key).thenCompose(done -> changes.attempt());
  }

  /**
   * What creates a key with what it stands below, which may be there already.
   *
   * @param key whose parent has a value that says nothing
   */
  public static List<LedgerChange> creating(String key, String value, Seen seen) {
    String parent = above(key);
    LedgerChange change = new LedgerChange.Create(key, value);
    return seen.find(parent).isPresent()
        ? List.of(change)
        : List.of(new LedgerChange.Create(parent, ""), change);
  }

  private CompletionStage<Void> attempt() {
    List<LedgerChange> changes = wanted.apply(this::find);
    if (changes.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    return neighbours
        .transact(member, changes)
        .handle((made, fault) -> Optional.ofNullable(fault).map(LedgerFaults::causeOf))
        .thenCompose(this::attempted);
  }

  private Optional<LedgerEntry> find(String key) {
    Optional<LedgerEntry> read = fresh.get(key);
    return read == null ? neighbours.ledger().find(key) : read;
  }

  private CompletionStage<Void> attempted(Optional<Throwable> fault) {
    if (fault.isEmpty()) {
      return CompletableFuture.completedStage(null);
    }
    if (!(fault.get() instanceof LedgerConflict conflict)) {
      return CompletableFuture.failedStage(fault.get());
    }
    String key = conflict.change().key();
    if (key.equals(member.stillMember().key())) {
      return CompletableFuture.failedStage(
          new LedgerUnsure("this gateway is none of the others any more"));
    }
    if (++tries > TRIES) {
      return CompletableFuture.failedStage(new LedgerUnsure("others were faster"));
    }
    return read(key).thenCompose(done -> read(above(key))).thenCompose(done -> attempt());
  }

  /** What is missing may be what it stands below. */
  private static String above(String key) {
    int end = key.lastIndexOf('/');
    return end > 0 ? key.substring(0, end) : Keys.ORDERS;
  }

  private CompletionStage<Void> read(String key) {
    return neighbours.ledger().read(key).thenAccept(entry -> fresh.put(key, entry));
  }
}
