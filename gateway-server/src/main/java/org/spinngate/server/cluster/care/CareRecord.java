package org.spinngate.server.cluster.care;

import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What the ledger has of a board's power.
 *
 * <pre>
 *  used=yes         somebody has had it since its last power cycle; or no
 *  power=on         or off, until somebody wants it; or cycling: it may be off
 *  failed=…         why its last home could not switch it, or make it ready
 * </pre>
 *
 * <p>Each board that was ever served has one, so that whoever takes the board can name its version;
 * it stays for ever, so that none of its versions comes again.
 */
public final class CareRecord {
  private static final String USED = "used";
  private static final String POWER = "power";
  private static final String FAILED = "failed";
  private static final String YES = "yes";

  private CareRecord() {}

  /** Reads one; a word that this build does not know means that nobody knows. */
  public static CareState of(LedgerEntry entry) {
    Fields fields = Fields.of(entry.value());
    return new CareState(
        fields.text(USED).filter(YES::equals).isPresent(),
        Stream.of(Supply.values())
            .filter(supply -> fields.text(POWER).filter(supply.label()::equals).isPresent())
            .findFirst()
            .orElse(Supply.CYCLING),
        fields.text(FAILED).orElse(""));
  }

  /** As it stands in the ledger. */
  public static String text(CareState state) {
    Fields fields = Fields.with(USED, state.used() ? YES : "no").and(POWER, state.supply().label());
    return state.failure().isEmpty() ? fields.text() : fields.and(FAILED, state.failure()).text();
  }

  /** The record of a board as it is once {@link #asSeen} was made. */
  public static LedgerEntry found(String key, Optional<LedgerEntry> seen) {
    return seen.orElseGet(() -> new LedgerEntry(key, text(CareState.CLEAN), 0));
  }

  /** What is made only if the record is as it was seen; a part of the transaction of its taker. */
  public static LedgerChange asSeen(String key, Optional<LedgerEntry> seen) {
    return seen.<LedgerChange>map(entry -> new LedgerChange.Require(key, entry.version()))
        .orElseGet(() -> new LedgerChange.Create(key, found(key, seen).value()));
  }
}
