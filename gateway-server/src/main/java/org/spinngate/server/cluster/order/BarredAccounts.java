package org.spinngate.server.cluster.order;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.admission.RecentEnds;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.FittingChanges;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.KickRecord;
import org.spinngate.server.cluster.record.KickRecords;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerListener;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * Who was made to leave and gets no board for a while, at all gateways. Each keeps them away for
 * that while, by its own clock, from when it reads of it, and again as long as something of theirs
 * is not over, and from when it is. What is written is taken away some time after that.
 *
 * <p>Thread-safe.
 */
final class BarredAccounts implements LedgerListener {
  private static final long AGAIN_MILLIS = 500;

  /** Nobody leaves an engine away for longer. */
  private static final Duration MOST_TRIED = Duration.ofDays(1);

  /** So many looks, one after the other, are longer than anybody is kept away. */
  private static final int LOOKS = 6;

  /** A kick that was heeded within this time is not heeded again. */
  private static final long FRESH = TimeUnit.SECONDS.toNanos(10);

  private final Neighbours neighbours;
  private final BoardDirectory boards;
  private final KickRecords kicks;
  private final Consumer<Bar> heard;
  private final Map<String, Kick> untold = new ConcurrentHashMap<>();
  private final Map<String, Long> toldNanos = new ConcurrentHashMap<>();
  private Map<LedgerEntry, Integer> seen = new HashMap<>();

  /**
   * @param heard keeps somebody away here; called on the ledger's thread, or the executor
   */
  BarredAccounts(Neighbours neighbours, BoardDirectory boards, Consumer<Bar> heard) {
    this.neighbours = neighbours;
    this.boards = boards;
    this.kicks = new KickRecords(neighbours.ledger());
    this.heard = heard;
  }

  /**
   * Tells all; if that fails, again and again until it is written: the sessions that it means may
   * go on at other gateways. One that means none is of no use once nobody is kept away any more.
   */
  CompletionStage<Void> tell(Kick kick) {
    Duration tried = kick.record().ends().isEmpty() ? RecentEnds.KICKED : MOST_TRIED;
    untold.put(kick.key(), kick);
    return tell(kick.key(), now() + tried.toNanos());
  }

  private CompletionStage<Void> tell(String key, long endNanos) {
    return FittingChanges.make(neighbours, seen -> changes(key, seen))
        .whenComplete(
            (done, fault) -> {
              if (fault != null
                  && LedgerFaults.causeOf(fault) instanceof LedgerUnsure
                  && now() - endNanos < 0
                  && !neighbours.executor().isShuttingDown()) {
                var unused =
                    new LaterTask(() -> tell(key, endNanos))
                        .in(neighbours.executor(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
              } else {
                untold.remove(key);
              }
            });
  }

  private List<LedgerChange> changes(String key, FittingChanges.Seen seen) {
    return Optional.ofNullable(untold.get(key)).map(kick -> kick.changes(seen)).orElseGet(List::of);
  }

  /** What is still to be told ends what it is to end, and keeps nobody away who is meant. */
  void lift(BanTarget target) {
    untold.replaceAll(
        (key, kick) -> target.meansAccount(kick.record().account()) ? kick.lifted() : kick);
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    if (key.startsWith(Keys.KICKS + "/")) {
      entry.ifPresentOrElse(this::keepAway, () -> toldNanos.remove(key));
    } else if (entry.isEmpty()) {
      // What is over now: the while begins anew, or nobody would be kept away who comes back late.
      kicks.meaning(key).forEach(this::keepAwayAgain);
    }
  }

  private void keepAway(LedgerEntry kick) {
    toldNanos.put(kick.key(), now());
    KickRecord.of(kick).flatMap(this::bar).ifPresent(heard);
  }

  private void keepAwayAgain(LedgerEntry kick) {
    Long told = toldNanos.get(kick.key());
    if (told == null || now() - told > FRESH) {
      keepAway(kick);
    }
  }

  private long now() {
    return neighbours.executor().ticker().nanoTime();
  }

  private Optional<Bar> bar(KickRecord kick) {
    if (kick.board().isEmpty()) {
      return Optional.of(new Bar(kick.account(), Optional.empty(), kick.said().words()));
    }
    return boards.all().stream()
        .filter(board -> Keys.place(board).equals(kick.board().get()))
        .findFirst()
        .map(board -> new Bar(kick.account(), Optional.of(board), kick.said().words()));
  }

  /**
   * Keeps away whose sessions are not over; takes away what is of no use any more. On the executor.
   */
  void tidy() {
    Map<LedgerEntry, Integer> now = new HashMap<>();
    for (LedgerEntry entry : neighbours.ledger().below(Keys.KICKS)) {
      if (isOpen(entry)) {
        keepAwayAgain(entry);
      } else {
        now.put(entry, seen.getOrDefault(entry, 0) + 1);
      }
    }
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

  /** Nobody was told of anew while the engine was away. */
  @Override
  public void connected(boolean reached) {
    if (reached) {
      open().forEach(this::keepAwayAgain);
    }
  }

  private Stream<LedgerEntry> open() {
    return neighbours.ledger().below(Keys.KICKS).stream().filter(this::isOpen);
  }

  private boolean isOpen(LedgerEntry kick) {
    return KickRecord.of(kick).filter(kicks::isOpen).isPresent();
  }
}
