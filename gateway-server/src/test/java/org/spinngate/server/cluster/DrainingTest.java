package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.admission.GatewayRow;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.Reply;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.scp.RequestWindow;
import org.spinngate.server.testing.TestLoop;

/** A gateway that hands over what it has, and the others who take it. */
class DrainingTest {
  private static final String BOARD = "spin5-01";
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague drains = colleague("gw1");
  private final Colleague other = colleague("gw2");

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  @Test
  void aSessionGoesOnElsewhereWithinASecondUnderItsOldName() {
    Grant alice = drains.opens("alice", BOARD);
    drains.drains();
    Colleague.Asker back = other.comeBack("alice", BOARD, alice.session());
    assertThat(back.reply()).as("it is not sent back to where it came from").isEmpty();

    alice.release(CloseCause.STOPPING);
    time.pass(A_SECOND);

    assertThat(back.grant().session()).isEqualTo(alice.session());
    assertThat(other.ledger().below("/users/alice")).hasSize(1);
  }

  @Test
  void theBoardIsKeptElsewhereForWhoHadItThoughOthersAskFirst() {
    Grant alice = drains.opens("alice", BOARD);
    drains.drains();
    Colleague.Asker bob = other.ask("bob", BOARD, true);
    alice.release(CloseCause.STOPPING);
    time.pass(A_SECOND);

    assertThat(bob.reply()).containsInstanceOf(Reply.Queued.class);
    assertThat(other.comeBack("alice", BOARD, alice.session()).grant().session())
        .isEqualTo(alice.session());
  }

  @Test
  void aBoardThatCouldNotBeLetGoIsLetGoOnceTheEngineIsBack() {
    Grant alice = drains.opens("alice", BOARD);
    drains.drains();
    drains.ledger().holdRequests();
    alice.release(CloseCause.STOPPING);
    time.pass(A_SECOND);
    drains.ledger().cut();
    time.run();

    drains.ledger().mend();
    drains.ledger().release();
    time.pass(A_SECOND);

    assertThat(other.comeBack("alice", BOARD, alice.session()).grant().session())
        .isEqualTo(alice.session());
  }

  @Test
  void aBoardThatWasTakenWithoutKnowingItIsLetGo() {
    drains.ledger().holdAnswers();
    drains.ask("alice", BOARD, false);
    drains.ledger().giveUp();
    drains.ledger().release();
    time.run();
    assertThat(homeOfBoard()).isEqualTo("gw1");

    drains.drains();
    time.pass(A_SECOND);

    assertThat(homeOfBoard()).isEmpty();
  }

  private String homeOfBoard() {
    return HomeRecord.of(engine.find(Keys.board(drains.board(BOARD))).orElseThrow()).home();
  }

  @Test
  void aBoardWhoseReleaseFoundAnOldCopyIsLetGoByWhatIsThere() {
    Grant alice = drains.opens("alice", BOARD);
    drains.drains();
    String key = Keys.board(drains.board(BOARD));
    LedgerEntry seen = engine.find(key).orElseThrow();
    drains.ledger().holdAnswers();
    other.ledger().transact(List.of(new LedgerChange.Put(key, seen.value(), seen.version())));
    time.run();

    alice.release(CloseCause.STOPPING);
    time.pass(A_SECOND);
    drains.ledger().release();
    time.pass(A_SECOND);

    assertThat(homeOfBoard()).isEmpty();
  }

  @Test
  void whoWaitsIsAskedWhetherThatStillMakesSense() {
    drains.opens("alice", BOARD);
    Colleague.Asker bob = drains.ask("bob", BOARD, true);

    drains.drains();

    assertThat(bob.questions()).isOne();
  }

  @Test
  void aBoardThatIsNotHandedOverForAWhileIsSaidToBeWhereItIs() {
    drains.opens("alice", BOARD);
    drains.drains();
    Colleague.Asker bob = other.ask("bob", BOARD, true);
    assertThat(bob.reply()).isEmpty();

    time.pass(Duration.ofSeconds(4));

    assertThat(bob.reply()).contains(new Reply.Elsewhere("gw1.example.org:17894"));
  }

  @Test
  void whoAsksTheOneThatDrainsIsSentToAnother() {
    drains.drains();

    assertThat(drains.book().instead(drains.board(BOARD))).contains("gw2.example.org:17894");
  }

  @Test
  void whoAsksTheOneThatDrainsIsSentToTheHomeOfTheBoardIfItHasOne() {
    Colleague third = colleague("gw3");
    third.opens("alice", BOARD);
    other.opens("bob", "spin5-02");
    drains.drains();

    assertThat(drains.book().instead(drains.board(BOARD))).contains("gw3.example.org:17894");
    assertThat(drains.book().instead(drains.board("spin5-02"))).contains("gw2.example.org:17894");
  }

  @Test
  void nobodyIsSentToOneThatDrainsTooOrIsSilent() {
    Colleague third = colleague("gw3");
    drains.drains();
    other.drains();
    assertThat(drains.book().instead(drains.board(BOARD))).contains("gw3.example.org:17894");

    drains.member().hearsNothingOf("gw3");
    assertThat(drains.book().instead(drains.board(BOARD))).isEmpty();
    assertThat(third.facility().rows())
        .extracting(GatewayRow::said)
        .extracting(GatewayRow.Said::state)
        .containsExactly("draining", "draining", "up");
  }

  @Test
  void theNextHomeLeavesTheBoardTheTagsThatItStillHolds() {
    Grant alice = drains.opens("alice", BOARD);
    RequestWindow before = drains.board(BOARD).requestWindow();
    for (int sequence = 0; sequence < 3; sequence++) {
      assertThat(before.takeOrWait(() -> {}, sequence, time.nanoTime())).isTrue();
    }
    drains.drains();
    Colleague.Asker back = other.comeBack("alice", BOARD, alice.session());
    alice.release(CloseCause.STOPPING);
    time.pass(A_SECOND);

    assertThat(back.hasBoard()).isTrue();
    RequestWindow after = other.board(BOARD).requestWindow();
    assertThat(after.heldMillis(time.nanoTime())).hasSize(3).allMatch(left -> left < 2000);
    time.pass(Duration.ofSeconds(2));
    assertThat(after.heldMillis(time.nanoTime())).isEmpty();
  }

  @Test
  void theTagsOfAHomeThatIsGoneAreFreeByThen() {
    drains.opens("alice", BOARD);
    drains.board(BOARD).requestWindow().takeOrWait(() -> {}, 1, time.nanoTime());
    drains.member().end();
    time.run();

    assertThat(other.ask("bob", BOARD, true).reply()).isPresent();
    assertThat(other.board(BOARD).requestWindow().heldMillis(time.nanoTime())).isEmpty();
  }
}
