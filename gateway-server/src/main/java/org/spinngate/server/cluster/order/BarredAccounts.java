package org.spinngate.server.cluster.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.admission.RecentEnds;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerListener;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * Who was made to leave and gets no board for a while, at all gateways. Each keeps them away for
 * that while from when it reads of it, by its own clock. What is written is for those who join
 * meanwhile, and is taken away after that.
 *
 * <pre>
 *  account=alice
 *  board=192.168.240.3%3A17893    as in the key of the board; none for every board
 *  words=…                        told to whoever comes
 * </pre>
 *
 * <p>Thread-safe.
 */
final class BarredAccounts implements LedgerListener {
  private static final String ACCOUNT = "account";
  private static final String BOARD = "board";
  private static final String WORDS = "words";
  private static final long AGAIN_MILLIS = 500;

  /** So many looks, one after the other, are longer than anybody is kept away. */
  private static final int LOOKS = 6;

  private final Neighbours neighbours;
  private final BoardDirectory boards;
  private final Consumer<Bar> heard;
  private Map<LedgerEntry, Integer> seen = new HashMap<>();

  /**
   * @param heard keeps somebody away here; called on the ledger's thread
   */
  BarredAccounts(Neighbours neighbours, BoardDirectory boards, Consumer<Bar> heard) {
    this.neighbours = neighbours;
    this.boards = boards;
    this.heard = heard;
  }

  /** Keeps an account away that has had the board of this place, or from all boards. */
  static LedgerChange change(String account, String place, String words, FittingChanges.Seen seen) {
    String key = Keys.kick(account, place);
    Fields fields = Fields.with(ACCOUNT, account).and(WORDS, words);
    String text = (place.isEmpty() ? fields : fields.and(BOARD, place)).text();
    return seen.find(key)
        .<LedgerChange>map(entry -> new LedgerChange.Put(key, text, entry.version()))
        .orElseGet(() -> new LedgerChange.Create(key, text));
  }

  static LedgerChange change(Bar bar, FittingChanges.Seen seen) {
    return change(bar.account(), bar.board().map(Keys::place).orElse(""), bar.words(), seen);
  }

  /** Tells all; if that fails, again and again for as long as it matters. */
  CompletionStage<Void> tell(Bar bar) {
    return tell(bar, RecentEnds.KICKED.toMillis() / AGAIN_MILLIS);
  }

  private CompletionStage<Void> tell(Bar bar, long times) {
    CompletionStage<Void> told =
        FittingChanges.make(neighbours, seen -> List.of(change(bar, seen)));
    return told.whenComplete(
        (done, fault) -> {
          if (fault != null
              && LedgerFaults.causeOf(fault) instanceof LedgerUnsure
              && times > 0
              && !neighbours.executor().isShuttingDown()) {
            var unused =
                new LaterTask(() -> tell(bar, times - 1))
                    .in(neighbours.executor(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
          }
        });
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    if (key.startsWith(Keys.KICKS + "/")) {
      entry.map(LedgerEntry::value).map(Fields::of).flatMap(this::bar).ifPresent(heard);
    }
  }

  private Optional<Bar> bar(Fields fields) {
    Optional<String> account = fields.text(ACCOUNT);
    String words = fields.text(WORDS).orElse("");
    Optional<String> place = fields.text(BOARD);
    return place.isEmpty()
        ? account.map(name -> new Bar(name, Optional.empty(), words))
        : account.flatMap(
            name ->
                boards.all().stream()
                    .filter(board -> Keys.place(board).equals(place.get()))
                    .findFirst()
                    .map(board -> new Bar(name, Optional.of(board), words)));
  }

  /** Takes away what is of no use any more. On the executor. */
  void tidy() {
    Map<LedgerEntry, Integer> now = new HashMap<>();
    neighbours
        .ledger()
        .below(Keys.KICKS)
        .forEach(entry -> now.put(entry, seen.getOrDefault(entry, 0) + 1));
    seen = now;
    if (neighbours.isFirst()) {
      now.forEach(
          (entry, looks) -> {
            if (looks >= LOOKS) {
              neighbours.takeAway(entry);
            }
          });
    }
  }

  @Override
  public void connected(boolean reached) {}
}
