package org.spinngate.server.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.cluster.care.CareRecord;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerConflict;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;

/**
 * One look at who serves a board, which takes the board if nobody does.
 *
 * <pre>
 *  copy of the ledger ─▶ nobody's, or of one that is gone ─take─▶ sessions below it ─▶ Here
 *                    │                                     └─ somebody was faster: read, again
 *                    ├─▶ of one that is well ────────────────────────────────────────▶ At
 *                    └─▶ of one that is silent, or drains ─ until it is well, or gone: again
 * </pre>
 *
 * <p>No step relies on what was read: a board is taken by a transaction that names the version of
 * its record and of what is written of its power, that the former home is gone, and that this
 * gateway is not. One that is this gateway's by its record, though it is not known here, is taken
 * like any other: a release of it may be under way, which finds another version then.
 *
 * <p>One thread at a time; each step begins when the one before it is over.
 */
final class HomeClaim {
  private static final int TRIES = 20;
  private static final long LOOK_MILLIS = 200;

  /** A home that drains lets a board go a moment after its users, who are waiting. */
  private static final long DRAIN_LOOK_MILLIS = 50;

  /** So many looks at it. */
  private static final int DRAIN_LOOKS = 60;

  private final ServedBoard wanted;
  private final String key;
  private final Neighbours neighbours;
  private final Member member;
  private final Taken taken;
  private Optional<LedgerEntry> care;
  private final CompletableFuture<Home> answer = new CompletableFuture<>();
  private int tries;
  private int drainLooks;

  /** Hears of a board that was taken, before anybody gets it. */
  interface Taken {
    /**
     * The board is here.
     *
     * @param before what its record said until then
     * @param sessions those that it had elsewhere
     * @param care what is written of its power
     * @return what is answered to the one who asked for the board
     */
    Home arrived(
        ServedBoard served, HomeRecord before, List<LedgerEntry> sessions, LedgerEntry care);
  }

  /**
   * @param wanted the board that is to be served
   */
  HomeClaim(ServedBoard wanted, Neighbours neighbours, Taken taken) {
    this.wanted = wanted;
    this.key = wanted.key();
    this.member = wanted.member();
    this.neighbours = neighbours;
    this.taken = taken;
    this.care = neighbours.ledger().find(careKey());
  }

  private String careKey() {
    return Keys.care(key);
  }

  CompletionStage<Home> begin() {
    decide(neighbours.ledger().find(key));
    return answer;
  }

  private void decide(Optional<LedgerEntry> seen) {
    if (!member.tenure().holds()) {
      giveUp("this gateway has not reached the others for a while");
    } else if (seen.isEmpty()) {
      HomeRecord none = new HomeRecord("", 0);
      take(new LedgerChange.Create(key, none.next(me()).text()), new Step(none, "", 0));
    } else {
      decide(seen.get(), HomeRecord.of(seen.get()));
    }
  }

  private void decide(LedgerEntry seen, HomeRecord record) {
    String home = record.home();
    if (home.isEmpty() || home.equals(me()) || !member.isMember(home)) {
      take(
          new LedgerChange.Put(key, record.next(me()).text(), seen.version()),
          new Step(record, home.equals(me()) ? "" : home, seen.version() + 1));
    } else if (member.seemsAlive(home) && !isAboutToLetGo(home)) {
      member
          .addressOf(home)
          .ifPresentOrElse(
              there -> answer.complete(new Home.At(there)), () -> lookLater(LOOK_MILLIS));
    } else {
      lookLater(neighbours.wordOf(home).draining() ? DRAIN_LOOK_MILLIS : LOOK_MILLIS);
    }
  }

  /** It is waited for a moment: a client that was sent there would only be sent away. */
  private boolean isAboutToLetGo(String home) {
    return neighbours.wordOf(home).draining() && ++drainLooks <= DRAIN_LOOKS;
  }

  private String me() {
    return member.id();
  }

  /**
   * What follows if the record is changed.
   *
   * @param former the home that must be gone; empty if there is none
   * @param version that the record will have
   */
  private record Step(HomeRecord before, String former, int version) {}

  private void take(LedgerChange change, Step step) {
    List<LedgerChange> all = new ArrayList<>();
    if (!step.former.isEmpty()) {
      // What cannot be created is there: the former home is not gone after all.
      all.add(new LedgerChange.Create(Keys.gateway(step.former), ""));
      all.add(new LedgerChange.Delete(Keys.gateway(step.former), 0));
    }
    all.add(change);
    all.add(CareRecord.asSeen(careKey(), care));
    neighbours
        .transact(member, all)
        .whenComplete((made, fault) -> safely(() -> taken(step, Optional.ofNullable(fault))));
  }

  private void taken(Step step, Optional<Throwable> fault) {
    if (fault.isEmpty()) {
      takeSessions(step);
    } else if (LedgerFaults.causeOf(fault.get()) instanceof LedgerConflict) {
      readAgain();
    } else {
      giveUp(LedgerFaults.wordsOf(fault.get()));
    }
  }

  private void readAgain() {
    tries++;
    if (tries > TRIES) {
      giveUp("too many gateways want it at once");
      return;
    }
    neighbours
        .ledger()
        .read(key)
        .thenCombine(neighbours.ledger().read(careKey()), this::decide)
        .whenComplete(
            (next, fault) ->
                safely(
                    () -> {
                      if (fault == null) {
                        next.run();
                      } else {
                        giveUp(LedgerFaults.wordsOf(fault));
                      }
                    }));
  }

  private Runnable decide(Optional<LedgerEntry> board, Optional<LedgerEntry> itsCare) {
    return () -> {
      care = itsCare;
      decide(board);
    };
  }

  private void lookLater(long millis) {
    var unused =
        new LaterTask(() -> decide(neighbours.ledger().find(key)), this::broken)
            .in(neighbours.executor(), millis, TimeUnit.MILLISECONDS);
  }

  private void takeSessions(Step step) {
    neighbours
        .ledger()
        .readBelow(key)
        .whenComplete(
            (found, fault) ->
                safely(
                    () -> {
                      if (fault == null) {
                        answer.complete(arrived(step, found));
                      } else {
                        giveUp(LedgerFaults.wordsOf(fault));
                      }
                    }));
  }

  private Home arrived(Step step, List<LedgerEntry> found) {
    LedgerEntry itsCare = CareRecord.found(careKey(), care);
    return taken.arrived(wanted.taken(step.version), step.before, found, itsCare);
  }

  private void safely(Runnable step) {
    new LaterTask(step, this::broken).run();
  }

  private void broken(Throwable fault) {
    answer.completeExceptionally(fault);
  }

  private void giveUp(String why) {
    Refusal refusal =
        new Refusal(CloseCause.NO_QUORUM, CloseCause.NO_QUORUM.sentence() + " (" + why + ")");
    answer.complete(new Home.Unknown(refusal));
  }
}
