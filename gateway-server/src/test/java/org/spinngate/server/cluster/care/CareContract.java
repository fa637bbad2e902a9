package org.spinngate.server.cluster.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.cluster.member.FakeMember;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.Ledger;
import org.spinngate.server.ledger.LedgerChange.Create;
import org.spinngate.server.ledger.LedgerChange.Delete;
import org.spinngate.server.ledger.LedgerChange.Put;
import org.spinngate.server.ledger.LedgerChange.Require;
import org.spinngate.server.ledger.LedgerConflict.Kind;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.TwoLedgers;
import org.spinngate.server.power.CareJournal;
import org.spinngate.server.session.SessionBench;

/** What goes from home to home of a board's power, whatever the engine of the ledger is. */
abstract class CareContract extends TwoLedgers {
  private static final Board BOARD = SessionBench.board("spin5-01", 2, false);
  private static final CareState USED = new CareState(true, Supply.ON);
  private static final CareState OFF = new CareState(false, Supply.OFF);
  private static final CareState CYCLING = new CareState(true, Supply.CYCLING);

  private final EventExecutor executor = new DefaultEventExecutor();
  private final List<CareState> told = new ArrayList<>();
  private Place one;
  private Place next;

  /** A gateway that can be the board's home. */
  private final class Place {
    final Ledger way;
    final FakeMember member;
    final SharedCare care;

    Place(Ledger way, String id) {
      this.way = way;
      this.member = new FakeMember(way, id);
      this.care = new SharedCare(new Neighbours(way, member, executor), CareJournal.none());
      await().until(() -> way.find(Keys.gateway(id)).isPresent());
    }

    /** As {@code HomeClaim} does it. */
    void takes(Optional<LedgerEntry> seen) throws Exception {
      Optional<LedgerEntry> home = get(way.read(home()));
      int version = home.map(entry -> entry.version() + 1).orElse(0);
      make(
          member.stillMember(),
          home.isPresent()
              ? new Put(home(), member.id(), version - 1)
              : new Create(home(), member.id()),
          CareRecord.asSeen(care(), seen));
      LedgerEntry found = CareRecord.found(care(), seen);
      care.taken(BOARD, member, new Require(home(), version), found, false);
    }

    CompletableFuture<Void> note(CareState state) {
      return care.note(BOARD, this, state).toCompletableFuture();
    }
  }

  @BeforeEach
  void twoGateways(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName();
    one = new Place(ledger(), name + "-1");
    next = new Place(other(), name + "-2");
    next.care.listen((board, state) -> told.add(state));
  }

  @AfterEach
  void endExecutor() {
    executor.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private String home() {
    return key("home");
  }

  private String care() {
    return key("care");
  }

  private Optional<LedgerEntry> record() throws Exception {
    return get(other().read(care()));
  }

  private CareState written() throws Exception {
    return CareRecord.of(record().orElseThrow());
  }

  @Test
  void theFirstHomeOfABoardMakesItsRecordAndNobodyElseDoes() throws Exception {
    one.takes(Optional.empty());

    assertThat(record()).isEqualTo(Optional.of(CareRecord.found(care(), Optional.empty())));
    Create again = (Create) CareRecord.asSeen(care(), Optional.empty());
    conflicts(Kind.EXISTS, again, new Put(home(), "nobody", 0), again);
  }

  @Test
  void aTakerWhoseCopyIsLateHasNotTakenTheBoard() throws Exception {
    one.takes(Optional.empty());
    Optional<LedgerEntry> late = record();
    get(one.note(CYCLING));

    Require seen = (Require) CareRecord.asSeen(care(), late);
    conflicts(Kind.OTHER_VERSION, seen, new Put(home(), "late", 0), seen);
    assertThat(get(other().read(home())).orElseThrow().version()).isZero();
  }

  @Test
  void theNextHomeKnowsWhatIsWrittenAndWritesFromThere() throws Exception {
    one.takes(Optional.empty());
    get(one.note(CYCLING));
    get(one.note(OFF));

    next.takes(record());

    assertThat(told).containsExactly(OFF);
    get(next.care.mayBeUsed(home()));
    assertThat(written()).isEqualTo(OFF.inUse());
  }

  @Test
  void whyABoardHasFailedIsAnyText() throws Exception {
    CareState failed = new CareState(true, Supply.CYCLING, "Prüfstand: no answer=none");
    one.takes(Optional.empty());

    get(one.note(failed));

    assertThat(written()).isEqualTo(failed);
  }

  @Test
  void whatIsThereAlreadyIsNotWrittenOnceMore() throws Exception {
    one.takes(Optional.empty());
    get(one.note(USED));
    int version = record().orElseThrow().version();

    get(one.care.mayBeUsed(home()));
    get(one.note(USED));

    assertThat(record().orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void aHomeThatTheOthersHaveFencedWritesNothing() throws Exception {
    one.takes(Optional.empty());
    make(new Delete(Keys.gateway(one.member.id()), 0));

    CompletableFuture<Void> late = one.note(OFF);

    await().until(late::isCompletedExceptionally);
    assertThat(written()).isEqualTo(CareState.CLEAN);
  }

  @Test
  void aHomeWhoseBoardAnotherHasTakenWritesNothing() throws Exception {
    one.takes(Optional.empty());
    get(one.note(USED));
    next.takes(record());

    CompletableFuture<Void> late = one.note(CareState.CLEAN);

    await().until(late::isCompletedExceptionally);
    assertThat(written()).isEqualTo(USED);
  }

  @Test
  void whatIsNotedWhileTheEngineIsAwayIsWrittenAfterwards() throws Exception {
    one.takes(Optional.empty());
    cut(ledger());
    await().until(() -> !ledger().connected());
    CompletableFuture<Void> first = one.note(CYCLING);
    CompletableFuture<Void> last = one.note(OFF);
    assertThat(one.care.isBehind(BOARD)).isTrue();
    assertThat(first).isNotDone();

    mend(ledger());

    get(first);
    get(last);
    assertThat(written()).isEqualTo(OFF);
    assertThat(one.care.isBehind(BOARD)).isFalse();
  }

  @Test
  void aWriteOfWhichNobodyKnowsIsReadAndNothingIsLost() throws Exception {
    one.takes(Optional.empty());
    CompletableFuture<Void> last = one.note(OFF);
    cut(ledger());
    for (int round = 0; round < 50; round++) {
      last = one.note(round % 2 == 0 ? USED : CYCLING);
    }
    mend(ledger());

    get(last);

    assertThat(written()).isEqualTo(CYCLING);
    assertThat(get(one.care.note(BOARD, this, CareState.CLEAN))).isNull();
    assertThat(written()).isEqualTo(CareState.CLEAN);
  }
}
