package org.spinngate.server.cluster.ban;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.access.SharedBans;
import org.spinngate.server.cluster.member.Fields;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerListener;

/**
 * The bans of all gateways in the ledger: each gateway has one key, which it alone writes, and only
 * when its bans have changed, twice a second at most, and more seldom the longer it is: 2 kB a
 * second. So somebody who guesses from many addresses makes a value longer, up to a bound, and
 * there are neither more keys nor more writes.
 *
 * <pre>
 *  bans=4-c0000201 -2bd806c97f0e00af,4-c0000207    as {@link SharedBans} writes them
 * </pre>
 *
 * <p>Beside them stands what the operator has lifted ({@link BanLift}).
 *
 * <p>What a gateway has said last stays when it ends, until it has lapsed at all: a gateway that
 * starts again hears of its own bans of before.
 *
 * <p>Confined to the executor, but for what the ledger tells.
 */
public final class BanSheets implements LedgerListener {
  /** From one look to the next. */
  public static final Duration LOOK = Duration.ofMillis(500);

  /** From one value to the next, for each of its lines: a line has up to 37 bytes. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** An order that was written with a lift comes first, so that it is answered as it should. */
  private static final long AFTER_ORDERS_MILLIS = 100;

  private static final String BANS = "bans";

  private final Neighbours neighbours;
  private final SharedBans bans;
  private final Map<String, Long> sinceNanos = new HashMap<>();
  private final Map<String, BanLift> lifts = new ConcurrentHashMap<>();
  private String told = "";
  private String toldBy = "";
  private boolean writing;
  private long nextNanos;

  /**
   * @param bans that this gateway makes and heeds
   */
  private BanSheets(Neighbours neighbours, SharedBans bans) {
    this.neighbours = neighbours;
    this.bans = bans;
    this.nextNanos = nanoTime();
  }

  private long nanoTime() {
    return neighbours.executor().ticker().nanoTime();
  }

  /**
   * Hears of the others' bans from now on.
   *
   * @return tells them of this gateway's; to be run on the executor, again and again
   */
  public static Runnable begin(Neighbours neighbours, SharedBans bans) {
    BanSheets sheets = new BanSheets(neighbours, bans);
    neighbours.ledger().listen(sheets);
    return sheets::look;
  }

  /** Tells the others what has changed, and takes away what is of no use. On the executor. */
  void look() {
    Member member = neighbours.member();
    if (!neighbours.ledger().connected() || !member.tenure().holds()) {
      return;
    }
    if (!writing && nanoTime() - nextNanos >= 0) {
      writeWhatIsNew(member, bans.own());
    }
    tidy();
  }

  private void writeWhatIsNew(Member member, List<String> lines) {
    String now = String.join(",", lines);
    if (!now.equals(told) || !(now.isEmpty() || toldBy.equals(member.id()))) {
      long next = nanoTime() + PAUSE.multipliedBy(lines.size()).toNanos();
      write(member, now, next);
    }
  }

  /** If somebody was faster it was this gateway itself, without knowing: the next look sees it. */
  private void write(Member member, String now, long next) {
    String key = Keys.bans(member.id());
    String text = Fields.with(BANS, now).text();
    LedgerChange change =
        neighbours
            .ledger()
            .find(key)
            .<LedgerChange>map(entry -> new LedgerChange.Put(key, text, entry.version()))
            .orElseGet(() -> new LedgerChange.Create(key, text));
    writing = true;
    neighbours
        .transact(member, List.of(change))
        .whenComplete((made, fault) -> neighbours.later(() -> written(member, now, next, fault)));
  }

  private void written(Member member, String now, long next, @Nullable Throwable fault) {
    writing = false;
    if (fault == null) {
      told = now;
      toldBy = member.id();
      nextNanos = next;
    }
  }

  /** What gateways have said that are gone, once it has lapsed; one gateway does it for all. */
  private void tidy() {
    Set<String> gone = new HashSet<>();
    long now = nanoTime();
    for (LedgerEntry entry : neighbours.ledger().below(Keys.BANS)) {
      String gateway = Keys.name(entry.key());
      if (!neighbours.member().isMember(gateway)) {
        gone.add(gateway);
        long since = sinceNanos.computeIfAbsent(gateway, first -> now);
        if (neighbours.isFirst() && now - since > bans.longest().toNanos()) {
          neighbours.takeAway(entry);
        }
      }
    }
    sinceNanos.keySet().retainAll(gone);
  }

  @Override
  public void changed(String key, Optional<LedgerEntry> entry) {
    if (!key.startsWith(Keys.BANS + "/")) {
      return;
    }
    if (BanLift.isLift(key)) {
      entry
          .flatMap(BanLift::of)
          .ifPresentOrElse(lift -> lifted(key, lift), () -> lifts.remove(key));
      return;
    }
    String gateway = Keys.name(key);
    if (entry.isEmpty()) {
      bans.silent(gateway);
    } else if (!gateway.equals(neighbours.member().id())) {
      heard(gateway, entry.get());
    }
  }

  /**
   * Those that were lifted before are over, and stay so while their gateway goes on saying them.
   */
  private void heard(String gateway, LedgerEntry sheet) {
    bans.heard(gateway, List.of(Fields.of(sheet.value()).text(BANS).orElse("").split(",")));
    lifts.values().stream()
        .filter(lift -> lift.covers(sheet))
        .forEach(lift -> bans.liftOf(gateway, lift.target()));
  }

  /** What others had said by then is over, and what is counted here, which they hear at once. */
  private void lifted(String key, BanLift lift) {
    if (lifts.put(key, lift) != null) {
      return;
    }
    neighbours.ledger().below(Keys.BANS).stream()
        .filter(lift::covers)
        .forEach(sheet -> bans.liftOf(Keys.name(sheet.key()), lift.target()));
    if (!neighbours.executor().isShuttingDown()) {
      var unused =
          new LaterTask(() -> liftOwn(lift))
              .in(neighbours.executor(), AFTER_ORDERS_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void liftOwn(BanLift lift) {
    bans.liftOwn(lift.target());
    nextNanos = nanoTime();
    look();
  }

  @Override
  public void connected(boolean reached) {}
}
