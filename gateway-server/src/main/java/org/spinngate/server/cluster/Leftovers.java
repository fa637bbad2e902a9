package org.spinngate.server.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What gateways leave behind that are gone: sessions that nobody comes back for, and places in
 * quotas of those who waited. Both would count against their users for ever. A board with such
 * sessions is taken as if somebody had asked for it, and gives them up after a while like any
 * other. All gateways do so; only what was there at the last look too is touched, since its clients
 * come first.
 *
 * <p>Confined to the executor on which it looks.
 */
final class Leftovers {
  private final Neighbours neighbours;
  private final Homes homes;
  private final BoardDirectory boards;
  private final LastingChanges lasting;
  private Set<String> seen = new HashSet<>();

  Leftovers(Neighbours neighbours, Homes homes, BoardDirectory boards, LastingChanges lasting) {
    this.neighbours = neighbours;
    this.homes = homes;
    this.boards = boards;
    this.lasting = lasting;
  }

  void look() {
    Ledger ledger = neighbours.ledger();
    if (!ledger.connected() || !neighbours.member().tenure().holds()) {
      return;
    }
    List<Board> orphans = boards.all().stream().filter(this::isOrphan).toList();
    List<LedgerEntry> places = places().toList();
    orphans.stream().filter(board -> seen.contains(Keys.board(board))).forEach(this::take);
    places.stream().filter(place -> seen.contains(place.key())).forEach(this::remove);
    seen =
        Stream.concat(orphans.stream().map(Keys::board), places.stream().map(LedgerEntry::key))
            .collect(Collectors.toCollection(HashSet::new));
  }

  private boolean isOrphan(Board board) {
    String key = Keys.board(board);
    Optional<LedgerEntry> entry = neighbours.ledger().find(key);
    return entry.map(HomeRecord::of).filter(record -> isGone(record.home())).isPresent()
        && !neighbours.ledger().below(key).isEmpty();
  }

  private boolean isGone(String gateway) {
    return !neighbours.member().isMember(gateway);
  }

  /** Places of gateways that are gone, of which no session knows. */
  private Stream<LedgerEntry> places() {
    Ledger ledger = neighbours.ledger();
    Set<String> used =
        ledger.below(Keys.BOARDS).stream()
            .flatMap(board -> ledger.below(board.key()).stream())
            .flatMap(session -> SessionRecord.of(session, "").stream())
            .map(SessionRecord::place)
            .collect(Collectors.toSet());
    return ledger.below(Keys.USERS).stream()
        .flatMap(user -> ledger.below(user.key()).stream())
        .filter(place -> !used.contains(place.key()))
        .filter(place -> QuotaEntry.gatewayOf(place).filter(this::isGone).isPresent());
  }

  private void take(Board board) {
    String key = Keys.board(board);
    var unused = homes.visit(key, board).whenComplete((home, fault) -> homes.leave(key));
  }

  private void remove(LedgerEntry place) {
    lasting.make(
        neighbours.member(),
        List.of(new LedgerChange.Delete(place.key(), place.version())),
        () -> {});
  }
}
