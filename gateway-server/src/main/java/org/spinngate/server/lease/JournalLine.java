package org.spinngate.server.lease;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.spinngate.server.access.TokenHash;

/**
 * A line of the {@link SessionJournal}:
 *
 * <pre>
 *  open 7f3a91c2 1767276120 sha256:… spin5-03 alice
 *  end 7f3a91c2
 * </pre>
 *
 * <p>The number is when the session began, in Unix seconds; the hash is that of its resume token.
 * The user stands last, since its name may have spaces. A line that is not so, such as one that a
 * full disk cut, is passed over.
 */
final class JournalLine {
  private static final int FIELDS = 6;

  private JournalLine() {}

  static String begun(JournalEntry session) {
    return String.format(
        "open %s %d %s %s %s%n",
        session.id(),
        session.since().getEpochSecond(),
        session.token().text(),
        session.board(),
        session.user());
  }

  static String ended(SessionId id) {
    return String.format("end %s%n", id);
  }

  /** Brings the sessions that are open up to date with a line. */
  static void read(String line, Map<SessionId, JournalEntry> open) {
    String[] words = line.split(" ", FIELDS);
    try {
      if (words.length == FIELDS && words[0].equals("open")) {
        JournalEntry session = session(words);
        open.put(session.id(), session);
      } else if (words.length == 2 && words[0].equals("end")) {
        open.remove(id(words[1]));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // Not ours, or cut: that client is served like any other.
      return;
    }
  }

  private static JournalEntry session(String... words) {
    return new JournalEntry(
        id(words[1]),
        words[5],
        words[4],
        Instant.ofEpochSecond(Long.parseLong(words[2])),
        TokenHash.parse(words[3]));
  }

  private static SessionId id(String word) {
    return new SessionId(Integer.parseUnsignedInt(word, 16));
  }
}
