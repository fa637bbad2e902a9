package org.spinngate.server.cluster.member;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * Changes a gateway's own key in the ledger again and again, one change at a time, and knows by
 * what became of them how long it is safe.
 *
 * <pre>
 *  idle ──beat──▶ sent ──made────────────────────────────▶ idle
 *   ▲               └──unsure, or not the version──▶ asks ──▶ idle; or gone
 *   └─── at once, if it is not safe by what was found ─┘
 * </pre>
 *
 * <p>Confined to its thread, but for {@link #holds}.
 */
final class Beat implements Tenure {
  private static final String NUMBER = "number";

  private final Ledger ledger;
  private final String key;
  private final SafeTime safe;
  private final Executor thread;
  private final Fate fate;
  private int version;
  private long number;
  private boolean waits;
  private boolean unsure;

  /** Another one may follow at once, if what is found does not make it safe; once in each turn. */
  private boolean atOnce;

  private MemberWord word = MemberWord.NONE;

  /** Hears what becomes of beats, on their thread. */
  interface Fate {
    /** The ledger has one that was not known to be there. */
    void counts();

    /** The key is not there any more: somebody has taken it away. */
    void gone();
  }

  /**
   * @param thread runs in order what is left of each beat
   * @param fate told what becomes of beats
   */
  Beat(Ledger ledger, String key, SafeTime safe, Executor thread, Fate fate) {
    this.ledger = ledger;
    this.key = key;
    this.safe = safe;
    this.thread = thread;
    this.fate = fate;
  }

  @Override
  public boolean holds() {
    return safe.holds();
  }

  /**
   * What makes the key; to be asked for right before it is sent, each time anew: it is the first
   * beat.
   *
   * @param lives how often the key may have been made before, and taken away: it begins with
   *     another version each time, so that nobody takes it for what it was
   */
  List<LedgerChange> first(int lives) {
    number++;
    safe.sends(number);
    List<LedgerChange> changes = new ArrayList<>();
    changes.add(new LedgerChange.Create(key, value()));
    for (version = 0; version < lives; version++) {
      changes.add(new LedgerChange.Put(key, value(), version));
    }
    return changes;
  }

  /** The key was made. */
  void begin() {
    counts(number);
  }

  private void counts(long made) {
    safe.acknowledged(made);
    fate.counts();
  }

  /** The key was made, nobody knows when. */
  void beginUnsure() {
    unsure = true;
  }

  /** It is time for the next one. */
  void next() {
    if (waits) {
      return;
    }
    atOnce = true;
    if (unsure) {
      ask();
    } else {
      send();
    }
  }

  private void send() {
    waits = true;
    number++;
    safe.sends(number);
    ledger
        .transact(List.of(new LedgerChange.Put(key, value(), version)))
        .whenComplete((made, fault) -> thread.execute(new LaterTask(() -> sent(fault))));
  }

  private String value() {
    return word.in(Fields.with(NUMBER, number)).text();
  }

  /** Says this with the next beat and all that follow. */
  void say(MemberWord next) {
    word = next;
  }

  private void sent(@Nullable Throwable fault) {
    waits = false;
    if (fault == null) {
      version++;
      counts(number);
    } else {
      unsure = true;
      ask();
    }
  }

  /** What is there may have been sent long ago: it counts from then. */
  private void ask() {
    waits = true;
    ledger
        .read(key)
        .whenComplete(
            (entry, fault) ->
                thread.execute(
                    new LaterTask(
                        () -> {
                          waits = false;
                          if (fault == null) {
                            entry.ifPresentOrElse(this::found, fate::gone);
                          }
                        })));
  }

  private void found(LedgerEntry entry) {
    unsure = false;
    version = entry.version();
    Fields.of(entry.value()).number(NUMBER).ifPresent(this::counts);
    if (atOnce && !holds()) {
      // Boards are waiting.
      atOnce = false;
      send();
    }
  }
}
