package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.cluster.record.SessionRecord;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.JournalEntry;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.Reply;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionIdentity;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

class SharedLeasesTest {
  private static final String BOARD = "spin5-01";
  private static final String OTHER = "spin5-02";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague here = colleague("gw1");
  private final Colleague there = colleague("gw2");

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  private String home() {
    LedgerEntry entry = engine.find(Keys.board(here.board(BOARD))).orElseThrow();
    return HomeRecord.of(entry).home();
  }

  private Stream<String> below(String key) {
    return here.ledger().below(key).stream().map(LedgerEntry::value);
  }

  private void letGo() {
    here.homes()
        .quiet()
        .forEach(served -> here.homes().letGo(served, board -> !here.local().isIdle(board)));
  }

  @Test
  void aBoardIsServedByTheGatewayWhereSomebodyAsksForItFirst() {
    assertThat(here.ask("alice", BOARD, false).hasBoard()).isTrue();

    assertThat(home()).isEqualTo("gw1");
    assertThat(there.ask("bob", BOARD, false).reply())
        .contains(new Reply.Elsewhere("gw1.example.org:17894"));
  }

  @Test
  void whoAsksAtTheHomeWaitsThereForTheBoard() {
    Colleague.Asker alice = here.ask("alice", BOARD, false);
    Colleague.Asker bob = here.ask("bob", BOARD, true);
    assertThat(bob.hasBoard()).isFalse();

    alice.grant().release(CloseCause.RELEASED);
    time.run();

    assertThat(bob.hasBoard()).isTrue();
  }

  @Test
  void aSessionIsKnownToTheNextHomeUntilItEnds() {
    Grant grant = here.ask("alice", BOARD, false).grant();
    grant.begun(() -> {});
    time.run();
    assertThat(below(Keys.board(here.board(BOARD)))).singleElement().asString().contains("alice");

    grant.release(CloseCause.RELEASED);
    time.run();

    assertThat(below(Keys.board(here.board(BOARD)))).isEmpty();
    assertThat(below(Keys.user("alice"))).isEmpty();
  }

  @Test
  void whoComesBackToAnotherGatewayGoesOnWithTheSessionOnceItsHomeIsGone() {
    Grant grant = here.ask("alice", BOARD, false).grant();
    grant.begun(() -> {});
    time.run();
    SessionIdentity session = grant.session();
    there.member().hearsNothingOf("gw1");
    Colleague.Asker back = there.comeBack("alice", BOARD, session);
    time.pass(Duration.ofSeconds(2));
    assertThat(back.reply()).isEmpty();

    here.member().end();
    time.run();
    time.pass(Duration.ofSeconds(1));

    assertThat(back.grant().session()).isEqualTo(session);
    assertThat(back.grant().generation()).isEqualTo(1);
    assertThat(below(Keys.user("alice"))).hasSize(1);
    back.grant().release(CloseCause.RELEASED);
    time.run();
    assertThat(below(Keys.user("alice"))).isEmpty();
    assertThat(below(Keys.board(here.board(BOARD)))).isEmpty();
  }

  @Test
  void nobodyElseGetsTheBoardOfASessionThatMayComeBack() {
    Grant grant = here.ask("alice", BOARD, false).grant();
    grant.begun(() -> {});
    time.run();
    here.member().end();
    time.run();

    Colleague.Asker bob = there.ask("bob", BOARD, true);
    assertThat(bob.hasBoard()).isFalse();
    time.pass(Duration.ofSeconds(11));

    assertThat(bob.hasBoard()).isTrue();
    assertThat(below(Keys.user("alice"))).isEmpty();
  }

  @Test
  void aGatewayThatStopsLeavesItsSessionsToTheOthers() {
    Grant grant = here.ask("alice", BOARD, false).grant();
    grant.begun(() -> {});
    time.run();
    SessionIdentity session = grant.session();

    grant.release(CloseCause.STOPPING);
    time.run();
    here.member().end();
    time.run();

    assertThat(there.comeBack("alice", BOARD, session).grant().session()).isEqualTo(session);
  }

  @Test
  void aGatewayThatIsNotSureTakesNothingAndGivesNothing() {
    here.member().sure(false);

    assertThat(here.ask("alice", BOARD, false).refused()).contains(CloseCause.NO_QUORUM);
  }

  @Test
  void aGatewayThatCannotReachTheLedgerRefusesForTheMoment() {
    here.ledger().cut();
    Colleague.Asker alice = here.ask("alice", BOARD, false);
    here.ledger().giveUp();
    time.run();
    assertThat(alice.refused()).contains(CloseCause.NO_QUORUM);

    here.ledger().mend();
    time.run();

    assertThat(here.ask("alice", BOARD, false).hasBoard()).isTrue();
  }

  @Test
  void whatMustBeWrittenIsWrittenWhenTheLedgerIsBack() {
    Grant grant = here.ask("alice", BOARD, false).grant();
    grant.begun(() -> {});
    time.run();
    here.ledger().cut();
    grant.release(CloseCause.RELEASED);
    time.run();
    here.ledger().giveUp();
    time.run();
    here.ledger().mend();
    time.run();

    time.pass(Duration.ofSeconds(2));

    assertThat(engine.find(Keys.user("alice"))).isPresent();
    assertThat(below(Keys.user("alice"))).isEmpty();
  }

  @Test
  void aGatewayWhoseBoardsWereTakenLosesAllGrantsAndServesOthersAgain() {
    Colleague.Asker alice = here.ask("alice", BOARD, false);
    Grant grant = alice.grant();
    grant.begun(() -> {});
    time.run();
    here.member().end();
    time.run();
    here.fenced("gw1-again");

    assertThat(alice.lost()).extracting(Refusal::cause).containsExactly(CloseCause.ELSEWHERE);
    grant.release(CloseCause.ELSEWHERE);
    time.run();
    assertThat(below(Keys.board(here.board(BOARD)))).hasSize(1);
    assertThat(here.ask("bob", OTHER, false).hasBoard()).isTrue();
  }

  @Test
  void whoIsGrantedABoardThatIsLostMeanwhileHearsIt() {
    Colleague.Asker alice = here.ask("alice", BOARD, false);
    Colleague.Asker bob = here.ask("bob", BOARD, true);
    Grant grant = alice.grant();
    here.member().end();
    time.run();
    here.fenced("gw1-again");

    grant.release(CloseCause.ELSEWHERE);
    time.run();

    bob.grant();
    assertThat(bob.lost()).extracting(Refusal::cause).containsExactly(CloseCause.ELSEWHERE);
  }

  @Test
  void aBoardThatNobodyNeedsIsLetGoAndTakenByTheNextGatewayThatIsAsked() {
    here.ask("alice", BOARD, false).grant().release(CloseCause.RELEASED);
    time.run();

    letGo();
    time.run();

    assertThat(home()).isEmpty();
    assertThat(there.ask("bob", BOARD, false).hasBoard()).isTrue();
    assertThat(home()).isEqualTo("gw2");
  }

  @Test
  void aBoardThatSomebodyHasIsNotLetGo() {
    here.ask("alice", BOARD, false);

    letGo();
    time.run();

    assertThat(home()).isEqualTo("gw1");
  }

  @Test
  void aBoardIsNotTakenFromAGatewayThatIsOnlyNotKnownYet() {
    here.ask("alice", BOARD, false);
    there.member().doesNotKnow("gw1");

    assertThat(there.ask("bob", BOARD, false).refused()).contains(CloseCause.NO_QUORUM);
    assertThat(home()).isEqualTo("gw1");
  }

  @Test
  void aReleaseThatNobodyHeardOfTakesTheBoardFromNobody() {
    here.ask("alice", BOARD, false).grant().release(CloseCause.RELEASED);
    time.run();
    here.ledger().holdRequests();
    letGo();
    time.run();
    here.ledger().giveUp();
    time.run();
    here.ledger().release();
    time.run();
    time.pass(Duration.ofSeconds(1));

    Colleague.Asker bob = here.ask("bob", BOARD, false);
    Colleague.Asker carol = there.ask("carol", BOARD, false);

    assertThat(Stream.of(bob, carol).filter(Colleague.Asker::hasBoard)).hasSize(1);
  }

  @Test
  void ofTwoSessionsOfAnExclusiveBoardTheLaterOneMayGoOn() {
    here.ask("alice", BOARD, false);
    SessionIdentity first = record(1, TestLoop.BEGIN);
    SessionIdentity second = record(2, TestLoop.BEGIN.plusSeconds(60));
    here.member().end();
    time.run();

    assertThat(there.comeBack("alice", BOARD, second).grant().session()).isEqualTo(second);
    assertThat(there.comeBack("alice", BOARD, first).hasBoard()).isFalse();
  }

  private SessionIdentity record(int number, Instant since) {
    SessionIdentity session =
        new SessionIdentity(new SessionId(number), new ResumeToken(number, number), since);
    JournalEntry entry =
        new JournalEntry(
            session.id(), "alice", BOARD, since, TokenHash.of(session.token().secret()));
    String key = Keys.board(here.board(BOARD)) + "/" + session.id();
    here.ledger()
        .transact(
            List.of(
                new LedgerChange.Create(
                    key, new SessionRecord(entry, Keys.user("alice") + "/" + number).text())));
    time.run();
    return session;
  }
}
