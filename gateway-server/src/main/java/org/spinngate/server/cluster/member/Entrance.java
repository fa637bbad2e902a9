package org.spinngate.server.cluster.member;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerConflict;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerUnsure;

/**
 * How a gateway becomes one of the others: by two keys, its own and that of its beats, which are
 * made together.
 *
 * <pre>
 *  outside ──make──▶ made ─────────────────────────────▶ inside
 *     ▲               └─nobody knows──▶ look ── there ──▶ inside, by a beat of nobody knows when
 *     └───────────── not there, perhaps any more ◀─┘
 * </pre>
 *
 * <p>What is not there any more was there, perhaps, and somebody may still be about to take it
 * away: by the version of its beat, which every life of the keys has to itself.
 *
 * <p>Confined to the gateway's thread.
 */
final class Entrance {
  static final String ADDRESS = "address";
  static final String NAME = "name";
  static final String MACHINE = "machine";
  static final String LOCK = "lock";
  static final String TTL = "ttl";

  private final Ledger ledger;
  private final String id;
  private final MemberSettings settings;
  private final Beat beat;
  private final Executor thread;
  private final Runnable settled;
  private boolean underWay;
  private boolean inside;
  private boolean unsure;
  private int lives;

  /**
   * @param settled run on the thread after each attempt
   */
  Entrance(
      Ledger ledger,
      String id,
      MemberSettings settings,
      Beat beat,
      Executor thread,
      Runnable settled) {
    this.ledger = ledger;
    this.id = id;
    this.settings = settings;
    this.beat = beat;
    this.thread = thread;
    this.settled = settled;
  }

  /** Whether it is one of them, as far as it knows. */
  boolean isInside() {
    return inside;
  }

  /** Whether an attempt has not been answered yet. */
  boolean isUnderWay() {
    return underWay;
  }

  /** Tries, unless it is inside or an attempt is under way. */
  void enter() {
    if (inside || underWay) {
      return;
    }
    underWay = true;
    if (unsure) {
      look();
    } else {
      make();
    }
  }

  private void make() {
    ledger
        .transact(changes())
        .whenComplete((made, fault) -> thread.execute(new LaterTask(() -> made(fault))));
  }

  private List<LedgerChange> changes() {
    String value =
        Fields.with(ADDRESS, settings.address())
            .and(NAME, settings.name())
            .and("state", "up")
            .and("build", settings.build())
            .and(MACHINE, settings.machine().boot())
            .and(LOCK, settings.machine().lock())
            .and(TTL, settings.times().ttl().toMillis())
            .text();
    List<LedgerChange> changes = beat.first(lives);
    changes.add(0, new LedgerChange.Create(Keys.gateway(id), value));
    return changes;
  }

  private void made(@Nullable Throwable fault) {
    underWay = false;
    if (fault == null) {
      inside = true;
      beat.begin();
    } else {
      unsure = mayBeThere(LedgerFaults.causeOf(fault));
    }
    settled.run();
  }

  private static boolean mayBeThere(Throwable fault) {
    return fault instanceof LedgerUnsure
        || (fault instanceof LedgerConflict conflict
            && conflict.kind() == LedgerConflict.Kind.EXISTS);
  }

  /** No other gateway has this name: what is there was made by an attempt of this one. */
  private void look() {
    ledger
        .read(Keys.gateway(id))
        .whenComplete((entry, fault) -> thread.execute(new LaterTask(() -> seen(entry, fault))));
  }

  private void seen(Optional<LedgerEntry> entry, @Nullable Throwable fault) {
    underWay = false;
    if (fault == null && entry.isPresent()) {
      inside = true;
      beat.beginUnsure();
    } else if (fault == null) {
      unsure = false;
      lives++;
    }
    settled.run();
  }
}
