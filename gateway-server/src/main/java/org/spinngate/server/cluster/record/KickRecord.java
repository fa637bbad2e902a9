package org.spinngate.server.cluster.record;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What the ledger has of somebody who was made to leave. It stands until everything is over that
 * was meant, however long the gateway is silent that has it.
 *
 * <pre>
 *  account=alice
 *  board=192.168.240.3%3A17893    as in the key of the board; none for every board
 *  words=…                        told to the one who comes
 *  reason=…                       the operator's
 *  ends=/boards/…/7f3a91c2 /users/alice/5be01c77    keys of sessions, and of places in the quota
 * </pre>
 *
 * @param board where it is on its network; empty for every board
 * @param ends a session that is written by one of these keys, or has such a place, is over
 */
public record KickRecord(String account, Optional<String> board, Said said, Set<String> ends) {
  private static final String ACCOUNT = "account";
  private static final String BOARD = "board";
  private static final String WORDS = "words";
  private static final String REASON = "reason";
  private static final String ENDS = "ends";

  /** No board is there. */
  private static final String NOWHERE = "-";

  /**
   * Why.
   *
   * @param words told to the one who comes
   * @param reason the operator's; may be empty
   */
  public record Said(String words, String reason) {}

  /** Copies the set. */
  public KickRecord {
    ends = Set.copyOf(ends);
  }

  /** Reads one; empty if this build does not know its kind. */
  public static Optional<KickRecord> of(LedgerEntry entry) {
    Fields fields = Fields.of(entry.value());
    Said said = new Said(fields.text(WORDS).orElse(""), fields.text(REASON).orElse(""));
    Set<String> ends = new LinkedHashSet<>(Arrays.asList(fields.text(ENDS).orElse("").split(" ")));
    ends.remove("");
    return fields
        .text(ACCOUNT)
        .map(account -> new KickRecord(account, fields.text(BOARD), said, ends));
  }

  /**
   * The same that keeps nobody away, and ends what it is to end; a build that does not know of this
   * knows no such board, and keeps nobody away either.
   */
  public KickRecord lifted() {
    return new KickRecord(account, Optional.of(NOWHERE), said, ends);
  }

  /** Whether it keeps nobody away any more. */
  public boolean isLifted() {
    return board.equals(Optional.of(NOWHERE));
  }

  /** The same that ends more. */
  public KickRecord and(Set<String> more) {
    Set<String> all = new LinkedHashSet<>(ends);
    all.addAll(more);
    return new KickRecord(account, board, said, all);
  }

  /** Whether it means a session, by the key that it is written by. */
  public boolean ends(String key, SessionRecord session) {
    return ends.contains(key) || ends.contains(session.place());
  }

  /** As it stands in the ledger. */
  public String text() {
    Fields fields = Fields.with(ACCOUNT, account).and(WORDS, said.words).and(REASON, said.reason);
    Fields placed = board.map(place -> fields.and(BOARD, place)).orElse(fields);
    return (ends.isEmpty() ? placed : placed.and(ENDS, String.join(" ", ends))).text();
  }
}
