package org.spinngate.server.cluster.record;

import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What the ledger has of a board.
 *
 * <pre>
 *  home=gw1-3f9a02c1    empty: nobody
 *  term=17              one more at each change of home
 * </pre>
 *
 * @param home the gateway that serves it, perhaps one that is gone
 * @param term says which of two homes is the later one; in the log
 */
public record HomeRecord(String home, long term) {
  private static final String HOME = "home";
  private static final String TERM = "term";

  /** Reads one. */
  public static HomeRecord of(LedgerEntry entry) {
    Fields fields = Fields.of(entry.value());
    return new HomeRecord(fields.text(HOME).orElse(""), fields.number(TERM).orElse(0L));
  }

  /** The same board with its next home. */
  public HomeRecord next(String gateway) {
    return new HomeRecord(gateway, term + 1);
  }

  /** As it stands in the ledger. */
  public String text() {
    return Fields.with(HOME, home).and(TERM, term).text();
  }
}
