package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.cluster.care.CareRecord;
import org.spinngate.server.cluster.member.FakeMember;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;

/** What the next home of a board knows of its power. */
class SharedCareTest extends TwoHomes {
  private static final CareState USED = new CareState(true, Supply.ON);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private LedgerEntry record() {
    return engine.find(Keys.care(Keys.board(one.board(BOARD)))).orElseThrow();
  }

  private CareState written() {
    return CareRecord.of(record());
  }

  /** It serves the board, which nobody has. */
  private void serves(Colleague gateway) {
    gateway.ask("alice", BOARD, false).grant().release(CloseCause.RELEASED);
    note(gateway, CareState.CLEAN);
  }

  private void dies(Colleague gateway) {
    engineForgets(gateway.member().id());
  }

  @Test
  void thatABoardIsUsedIsWrittenBeforeItsUserGetsIt() {
    serves(one);
    one.ledger().holdRequests();
    Colleague.Asker alice = one.ask("alice", BOARD, false);
    assertThat(alice.hasBoard()).isFalse();
    assertThat(written()).isEqualTo(CareState.CLEAN);

    one.ledger().release();
    time.run();

    assertThat(alice.hasBoard()).isTrue();
    assertThat(written()).isEqualTo(USED);
  }

  @Test
  void nobodyGetsABoardWhoseUseCannotBeWritten() {
    serves(one);
    one.ledger().cut();
    time.run();

    assertThat(one.ask("alice", BOARD, false).refused()).contains(CloseCause.NO_QUORUM);
  }

  @Test
  void anOpenOfABoardThatIsKnownToBeUsedWritesNothingOfIt() {
    one.ask("alice", BOARD, false).grant().release(CloseCause.RELEASED);
    time.run();
    int version = record().version();

    one.ask("bob", BOARD, false).grant();

    assertThat(record().version()).isEqualTo(version);
  }

  @Test
  void afterACrashTheNextHomeKnowsItBeforeAnybodyGetsTheBoardThere() {
    one.ask("alice", BOARD, false).grant();
    dies(one);

    assertThat(next.ask("bob", BOARD, false).hasBoard()).isTrue();

    assertThat(told).containsExactly(USED);
  }

  @Test
  void whatAHomeHasDoneLastIsKnownAfterItLetTheBoardGo() {
    serves(one);
    assertThat(note(one, OFF)).isCompleted();
    for (int look = 0; look < 5; look++) {
      one.looksForQuietBoards();
    }
    assertThat(one.homes().serves(one.board(BOARD))).isFalse();

    assertThat(next.ask("bob", BOARD, false).hasBoard()).isTrue();

    assertThat(told).containsExactly(OFF);
    assertThat(one.care.of(one.board(BOARD))).as("elsewhere").isEqualTo(OFF.inUse());
  }

  @Test
  void aBoardWithASessionIsUsedWhateverIsWritten() {
    one.opens("alice", BOARD);
    note(one, CareState.CLEAN);
    dies(one);

    next.ask("bob", BOARD, true);

    assertThat(told).containsExactly(USED);
    assertThat(written()).isEqualTo(USED);
  }

  @Test
  void aSessionThatIsHandedOverLeavesItsBoardUsed() {
    Grant grant = one.opens("alice", BOARD);
    one.drains();
    grant.release(CloseCause.STOPPING);
    time.pass(RETRY);

    assertThat(next.comeBack("alice", BOARD, grant.session()).hasBoard()).isTrue();

    assertThat(told).containsExactly(USED);
  }

  @Test
  void aBoardIsNotLetGoBeforeItsNextHomeWouldKnow() {
    serves(one);
    one.ledger().holdRequests();
    assertThat(note(one, CYCLING)).isNotDone();
    one.stops();
    assertThat(one.homes().serves(one.board(BOARD))).isTrue();

    one.ledger().release();
    time.pass(RETRY);

    assertThat(one.homes().serves(one.board(BOARD))).isFalse();
    assertThat(written()).isEqualTo(CYCLING);
  }

  @Test
  void theLatestIsWrittenOnceTheOthersAreReachedAgain() {
    serves(one);
    one.ledger().cut();
    var first = note(one, CYCLING);
    var last = note(one, OFF);
    time.pass(RETRY.multipliedBy(20));
    assertThat(first).isNotDone();
    assertThat(written()).isEqualTo(CareState.CLEAN);

    one.ledger().mend();
    time.pass(RETRY);

    assertThat(first).isCompleted();
    assertThat(last).isCompleted();
    assertThat(written()).isEqualTo(OFF);
  }

  @Test
  void aWriteThatNobodyHasConfirmedIsReadAndNotMadeTwice() {
    serves(one);
    one.ledger().holdAnswers();
    var noted = note(one, OFF);
    one.ledger().giveUp();
    one.ledger().release();
    time.run();
    assertThat(noted).isNotDone();

    time.pass(RETRY);

    assertThat(noted).isCompleted();
    assertThat(note(one, CareState.CLEAN)).isCompleted();
    assertThat(written()).isEqualTo(CareState.CLEAN);
  }

  @Test
  void whatAFormerHomeWritesTooLateIsNotWritten() {
    serves(one);
    one.ledger().holdRequests();
    var late = note(one, OFF);
    engineForgets("gw1");
    assertThat(next.ask("bob", BOARD, false).hasBoard()).isTrue();

    one.ledger().release();
    time.pass(RETRY);

    assertThat(late).isCompletedExceptionally();
    assertThat(written()).isEqualTo(USED);
  }

  /** It was fenced, and does not know it yet. */
  private void engineForgets(String gateway) {
    next.ledger().transact(List.of(new LedgerChange.Delete(Keys.gateway(gateway), 0)));
    time.run();
  }

  @Test
  void whatIsWrittenOfABoardThatHasAnotherHomeIsNothingThoughBothAreThere() {
    serves(one);
    one.ledger().holdRequests();
    var late = note(one, OFF);
    String board = Keys.board(one.board(BOARD));
    int version = engine.find(board).orElseThrow().version();
    next.ledger().transact(List.of(new LedgerChange.Put(board, "home=gw2\nterm=9\n", version)));
    time.run();

    one.ledger().release();
    time.pass(RETRY);

    assertThat(late).isCompletedExceptionally();
    assertThat(written()).isEqualTo(CareState.CLEAN);
  }

  @Test
  void whatIsWrittenOfABoardThatWasLetGoIsNothing() {
    serves(one);
    one.fenced("gw3");

    assertThat(note(one, OFF)).isCompletedExceptionally();
    assertThat(written()).isEqualTo(CareState.CLEAN);
  }

  @Test
  void aTakerWhoseCopyIsLateReadsAgain() {
    serves(one);
    next.ledger().holdAnswers();
    note(one, OFF);
    engineForgets("gw1");
    next.member().hearsNothingOf("gw1");
    Colleague.Asker bob = next.ask("bob", BOARD, false);
    assertThat(bob.hasBoard()).isFalse();

    next.ledger().release();
    time.pass(RETRY);

    assertThat(bob.hasBoard()).isTrue();
    assertThat(told).containsExactly(OFF);
  }

  @Test
  void ofABoardThatComesToOneWhoseBoardsAreTakenWhatOthersWriteIsShown() {
    serves(one);
    LedgerEntry found = record();
    LedgerChange.Require still = new LedgerChange.Require(Keys.board(one.board(BOARD)), 0);

    next.care.taken(next.board(BOARD), new FakeMember(next.ledger(), "gw0"), still, found, false);
    note(one, OFF);

    assertThat(told).isEmpty();
    assertThat(next.care.of(next.board(BOARD))).isEqualTo(OFF);
  }
}
