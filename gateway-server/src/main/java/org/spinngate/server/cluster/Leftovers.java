package org.spinngate.server.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.care.SharedCare;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.LastingChanges;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.cluster.record.SessionRecord;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * What gateways leave behind that are gone: sessions that nobody comes back for, and places in
 * quotas of those who waited. Both would count against their users for ever. A board with such
 * sessions is taken as if somebody had asked for it, and gives them up after a while like any
 * other; so is one that was left in the midst of a power cycle. All gateways do so; only what was
 * there at the last look too is touched, since its clients come first. A board that is described
 * nowhere any more would be taken by nobody: its sessions are removed after some minutes, in which
 * any gateway that knows it has taken it. Its own record stays for ever, so that none of its
 * versions comes again: that version says which gateway may write of its sessions.
 *
 * <p>Confined to the executor on which it looks.
 */
final class Leftovers {
  /** For so many looks, one after the other, nobody took the board. */
  private static final int LOOKS = 12;

  private final Neighbours neighbours;
  private final Homes homes;
  private final BoardDirectory boards;
  private final SharedCare care;
  private final LastingChanges lasting;
  private final EmptyAccounts accounts;
  private Set<String> seen = new HashSet<>();
  private Map<String, Integer> strange = new HashMap<>();

  Leftovers(Neighbours neighbours, Homes homes, BoardDirectory boards, SharedCare care) {
    this.neighbours = neighbours;
    this.homes = homes;
    this.boards = boards;
    this.care = care;
    this.lasting = new LastingChanges(neighbours);
    this.accounts = new EmptyAccounts(neighbours);
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
    lookAtStrangers();
    accounts.look();
  }

  private boolean isOrphan(Board board) {
    Optional<LedgerEntry> entry = neighbours.ledger().find(Keys.board(board));
    String home = entry.map(HomeRecord::of).map(HomeRecord::home).orElse("");
    boolean hasSessions =
        entry.filter(one -> !neighbours.ledger().below(one.key()).isEmpty()).isPresent();
    return isServedByNobody(board, home) && (hasSessions || care.wantsAttention(board));
  }

  /** This gateway may have taken it without knowing: its claim was answered with nothing. */
  private boolean isServedByNobody(Board board, String home) {
    return isGone(home) || (home.equals(neighbours.member().id()) && !homes.serves(board));
  }

  /** Boards that this gateway does not know. */
  private void lookAtStrangers() {
    Set<String> known = boards.all().stream().map(Keys::board).collect(Collectors.toSet());
    Map<String, Integer> now = new HashMap<>();
    neighbours.ledger().below(Keys.BOARDS).stream()
        .filter(board -> !known.contains(board.key()) && isGone(HomeRecord.of(board).home()))
        .filter(board -> !neighbours.ledger().below(board.key()).isEmpty())
        .forEach(
            board -> {
              int looks = strange.getOrDefault(board.key(), 0) + 1;
              now.put(board.key(), looks);
              if (looks >= LOOKS) {
                removeSessions(board);
              }
            });
    strange = now;
  }

  /**
   * All or none, and only if no gateway has taken the board meanwhile; it has no home after that.
   */
  private void removeSessions(LedgerEntry board) {
    String nobodys = new HomeRecord("", HomeRecord.of(board).term()).text();
    List<LedgerChange> changes = new ArrayList<>();
    changes.add(new LedgerChange.Put(board.key(), nobodys, board.version()));
    neighbours
        .ledger()
        .below(board.key())
        .forEach(entry -> changes.add(new LedgerChange.Delete(entry.key(), entry.version())));
    var unused = neighbours.transact(neighbours.member(), changes);
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
