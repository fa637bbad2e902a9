package org.spinngate.server.cluster.record;

import java.time.Instant;
import java.util.Optional;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.lease.JournalEntry;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What the ledger has of a session, below its board.
 *
 * <pre>
 *  user=alice
 *  since=1767276120     Unix seconds
 *  token=sha256:…       the hash of its resume token's secret
 *  place=5be01c77       below the user: its place in the quota
 * </pre>
 */
public record SessionRecord(JournalEntry session, String place) {
  private static final String USER = "user";
  private static final String SINCE = "since";
  private static final String TOKEN = "token";
  private static final String PLACE = "place";

  /**
   * Reads one; a record that is not so, such as one of a later format, is passed over.
   *
   * @param board by the name that it has here
   */
  public static Optional<SessionRecord> of(LedgerEntry entry, String board) {
    Fields fields = Fields.of(entry.value());
    try {
      return Optional.of(
          new SessionRecord(
              new JournalEntry(
                  id(entry.key()),
                  fields.text(USER).orElseThrow(),
                  board,
                  Instant.ofEpochSecond(fields.number(SINCE).orElse(0L)),
                  TokenHash.parse(fields.text(TOKEN).orElseThrow())),
              fields.text(PLACE).orElseThrow()));
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static SessionId id(String key) {
    return new SessionId(Integer.parseUnsignedInt(key.substring(key.lastIndexOf('/') + 1), 16));
  }

  /** As it stands in the ledger. */
  public String text() {
    return Fields.with(USER, session.user())
        .and(SINCE, session.since().getEpochSecond())
        .and(TOKEN, session.token().text())
        .and(PLACE, place)
        .text();
  }
}
