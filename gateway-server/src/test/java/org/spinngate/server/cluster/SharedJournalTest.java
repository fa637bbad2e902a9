package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.testing.TestLoop;

/** What is written of a session late, when its board may be another gateway's already. */
class SharedJournalTest {
  private static final String BOARD = "spin5-01";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague home = colleague("gw1");
  private final Colleague other = colleague("gw2");
  private final String board = Keys.board(home.board(BOARD));

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  private void theBoardGoesToTheOther() {
    LedgerEntry now = engine.find(board).orElseThrow();
    String next = HomeRecord.of(now).next("gw2").text();
    other.ledger().transact(List.of(new LedgerChange.Put(board, next, now.version())));
    time.run();
  }

  @Test
  void aSessionIsNotWrittenBelowABoardThatHasAnotherHomeByThen() {
    Grant alice = home.ask("alice", BOARD, false).grant();
    home.ledger().holdRequests();
    alice.begun(() -> {});
    time.run();

    theBoardGoesToTheOther();
    home.ledger().release();
    time.pass(Duration.ofSeconds(2));

    assertThat(other.ledger().below(board)).isEmpty();
    assertThat(other.ledger().below(Keys.user("alice"))).as("places in the quota").isEmpty();
  }

  @Test
  void aSessionThatWasWrittenWithoutAnAnswerKeepsItsPlaceInTheQuotaAtItsNextHome() {
    Grant alice = home.ask("alice", BOARD, false).grant();
    home.ledger().holdAnswers();
    alice.begun(() -> {});
    time.run();
    home.ledger().giveUp();
    time.run();

    theBoardGoesToTheOther();
    home.ledger().release();
    time.pass(Duration.ofSeconds(2));

    assertThat(other.ledger().below(board)).hasSize(1);
    assertThat(other.ledger().below(Keys.user("alice"))).hasSize(1);
  }

  @Test
  void theEndOfASessionIsNotWrittenBelowABoardThatHasAnotherHomeByThen() {
    Grant alice = home.opens("alice", BOARD);
    home.ledger().holdRequests();
    alice.release(CloseCause.RELEASED);
    time.run();

    theBoardGoesToTheOther();
    home.ledger().release();
    time.pass(Duration.ofSeconds(2));

    assertThat(other.ledger().below(board)).hasSize(1);
    assertThat(other.ledger().below(Keys.user("alice"))).hasSize(1);
  }

  @Test
  void aBoardIsHandedOverOnceItsSessionsAreWritten() {
    Grant alice = home.ask("alice", BOARD, false).grant();
    home.ledger().holdRequests();
    alice.begun(() -> {});
    time.run();
    home.ledger().cut();
    home.ledger().mend();
    home.ledger().release();

    home.drains();
    alice.release(CloseCause.STOPPING);
    Colleague.Asker back = other.comeBack("alice", BOARD, alice.session());
    time.pass(Duration.ofSeconds(2));

    assertThat(back.grant().session()).isEqualTo(alice.session());
    assertThat(other.ledger().below(board)).hasSize(1);
  }
}
