package org.spinngate.server.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * Takes accounts out of the ledger that have no place in a quota and that nobody has used since the
 * last look: each address of an old client is an account of its own. Who enters meanwhile has
 * changed the account, or finds it missing and makes it; or has counted the places of an account
 * that is not there any more, and counts again ({@link QuotaEntry}).
 *
 * <p>Confined to the executor on which it looks.
 */
final class EmptyAccounts {
  /** In one look. */
  private static final int MOST = 100;

  private final Neighbours neighbours;
  private Set<LedgerEntry> seen = new HashSet<>();

  EmptyAccounts(Neighbours neighbours) {
    this.neighbours = neighbours;
  }

  /** One gateway does it for all. */
  void look() {
    if (!neighbours.ledger().connected() || !neighbours.isFirst()) {
      seen = new HashSet<>();
      return;
    }
    Set<LedgerEntry> empty =
        neighbours.ledger().below(Keys.USERS).stream()
            .filter(account -> neighbours.ledger().below(account.key()).isEmpty())
            .collect(Collectors.toSet());
    List<LedgerEntry> old = empty.stream().filter(seen::contains).limit(MOST).toList();
    if (!old.isEmpty()) {
      neighbours.ledger().find(Keys.USERS).ifPresent(above -> remove(above, old));
    }
    seen = empty;
  }

  /** An account that is made anew begins with the version of before: what is above has another. */
  private void remove(LedgerEntry above, List<LedgerEntry> accounts) {
    List<LedgerChange> changes = new ArrayList<>();
    accounts.forEach(
        account -> changes.add(new LedgerChange.Delete(account.key(), account.version())));
    changes.add(new LedgerChange.Put(above.key(), "", above.version()));
    var unused = neighbours.transact(neighbours.member(), changes);
  }
}
