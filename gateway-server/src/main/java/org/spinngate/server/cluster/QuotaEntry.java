package org.spinngate.server.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerConflict;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * One place in a quota, on its way into the ledger.
 *
 * <p>One thread at a time; each step begins when the one before it is over.
 */
final class QuotaEntry {
  private static final int TRIES = 30;
  private static final String BOARD = "board";
  private static final String GATEWAY = "gateway";

  private final Neighbours neighbours;
  private final Member member;
  private final String account;
  private final String board;
  private final int most;
  private final String key;
  private int tries;

  /**
   * @param account its key
   * @param board the key of the board that it is for
   * @param most how many places there are
   */
  QuotaEntry(Neighbours neighbours, Member member, String account, String board, int most) {
    this.neighbours = neighbours;
    this.member = member;
    this.account = account;
    this.board = board;
    this.most = most;
    this.key = account + String.format("/%08x", ThreadLocalRandom.current().nextInt());
  }

  private static String text(String board, String gateway) {
    return Fields.with(BOARD, board).and(GATEWAY, gateway).text();
  }

  /** The gateway that has written a place. */
  static Optional<String> gatewayOf(LedgerEntry place) {
    return Fields.of(place.value()).text(GATEWAY);
  }

  /** The key of the place. */
  String key() {
    return key;
  }

  /** The key of the place; empty if all are taken. */
  CompletionStage<Optional<String>> begin() {
    return neighbours
        .ledger()
        .find(Keys.USERS)
        .map(above -> enter(above.version(), neighbours.ledger().find(account)))
        .orElseGet(this::again);
  }

  /**
   * The places are counted after the account was seen: one that was taken before its version is
   * among them, and one that is taken later gives it another version. So does an account that was
   * taken away meanwhile, and made anew, to what is above all accounts, which was seen first.
   */
  private CompletionStage<Optional<String>> enter(int above, Optional<LedgerEntry> seen) {
    return neighbours
        .ledger()
        .readBelow(account)
        .thenCompose(
            places ->
                places.size() >= most
                    ? CompletableFuture.completedStage(Optional.empty())
                    : take(above, seen));
  }

  private CompletionStage<Optional<String>> take(int above, Optional<LedgerEntry> seen) {
    LedgerChange turn =
        seen.<LedgerChange>map(entry -> new LedgerChange.Put(account, "", entry.version()))
            .orElseGet(() -> new LedgerChange.Create(account, ""));
    LedgerChange place = new LedgerChange.Create(key, text(board, member.id()));
    return neighbours
        .transact(member, List.of(new LedgerChange.Require(Keys.USERS, above), turn, place))
        .handle((made, fault) -> Optional.ofNullable(fault).map(LedgerFaults::causeOf))
        .thenCompose(this::entered);
  }

  private CompletionStage<Optional<String>> entered(Optional<Throwable> fault) {
    if (fault.isEmpty()) {
      return CompletableFuture.completedStage(Optional.of(key));
    }
    boolean beaten =
        fault.get() instanceof LedgerConflict conflict
            && List.of(account, Keys.USERS).contains(conflict.change().key());
    return beaten ? again() : CompletableFuture.failedStage(fault.get());
  }

  private CompletionStage<Optional<String>> again() {
    tries++;
    if (tries > TRIES) {
      return CompletableFuture.failedStage(
          new LedgerUnsure("too many want a place for this user at once"));
    }
    return neighbours.ledger().read(Keys.USERS).thenCompose(this::enterAnew);
  }

  private CompletionStage<Optional<String>> enterAnew(Optional<LedgerEntry> above) {
    return neighbours
        .ledger()
        .read(account)
        .thenCompose(seen -> enter(above.map(LedgerEntry::version).orElse(0), seen));
  }
}
