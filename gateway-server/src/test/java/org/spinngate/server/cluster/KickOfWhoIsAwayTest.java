package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.SessionIdentity;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;
import org.spinngate.server.testing.TestLoop;

/**
 * A kick of a session whose gateway is silent, is gone, or hands it over at that moment; or by a
 * gateway that was taken out.
 */
class KickOfWhoIsAwayTest {
  private static final String BOARD = "spin5-01";
  private static final Duration LOOK = Duration.ofSeconds(15);

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague asked = colleague("gw1");
  private final Colleague home = colleague("gw2");
  private final Colleague third = colleague("gw3");

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  private <T> CompletableFuture<T> ran(CompletionStage<T> stage) {
    time.run();
    return stage.toCompletableFuture();
  }

  private static FarAnswer done(String gateway, int sessions) {
    return new FarAnswer(gateway, Said.DONE, new Gone(sessions, 0));
  }

  /** All look after their orders for so long, but the one that is silent. */
  private void looks(int count) {
    for (int look = 0; look < count; look++) {
      time.jump(LOOK);
      asked.looksAtOrders();
      third.looksAtOrders();
    }
  }

  private void isFenced(String gateway) {
    asked.ledger().transact(List.of(new LedgerChange.Delete(Keys.gateway(gateway), 0)));
    time.run();
  }

  private void doesNotGoOn(SessionIdentity session) {
    assertThat(third.comeBack("alice", BOARD, session).grant().session()).isNotEqualTo(session);
    time.run();
    assertThat(third.ledger().below(Keys.user("alice"))).hasSize(1);
  }

  private void keptAwayAgainAt(Colleague gateway, String words) {
    assertThat(gateway.told()).filteredOn(words::equals).hasSizeGreaterThan(1);
  }

  @Test
  void aGatewayThatWasFencedOrdersNothing() {
    Grant alice = home.opens("alice", BOARD);
    asked.member().end();
    time.run();

    CompletableFuture<Optional<FarAnswer>> answer =
        ran(asked.orders().kick(alice.session().id(), "new firmware"));
    time.pass(Duration.ofSeconds(6));

    assertThat(answer).isCompletedExceptionally();
    assertThat(home.told()).isEmpty();
    assertThat(asked.ledger().below(Keys.KICKS)).isEmpty();
  }

  @Test
  void aSessionWhoseGatewayIsFencedLongAfterTheKickDoesNotGoOn() {
    Grant alice = home.opens("alice", BOARD);
    home.ledger().cut();
    CompletableFuture<Optional<FarAnswer>> answer =
        ran(asked.orders().kick(alice.session().id(), "new firmware"));
    time.pass(Duration.ofSeconds(4));
    assertThat(answer.join().orElseThrow().said()).isEqualTo(Said.SILENT);

    looks(8);
    isFenced("gw2");
    looks(3);

    doesNotGoOn(alice.session());
    keptAwayAgainAt(third, "bar alice from spin5-01");
  }

  @Test
  void noSessionOfAUserGoesOnWhoseGatewayIsFencedLongAfterTheKick() {
    Grant alice = home.opens("alice", BOARD);
    home.ledger().cut();
    CompletableFuture<List<FarAnswer>> answer = ran(asked.orders().kickUser("alice", "stolen"));
    time.pass(Duration.ofSeconds(4));
    assertThat(answer.join()).extracting(FarAnswer::said).contains(Said.SILENT);

    looks(8);
    isFenced("gw2");
    looks(3);

    doesNotGoOn(alice.session());
    keptAwayAgainAt(third, "bar alice");
  }

  @Test
  void theSessionsOfAUserWhoseGatewayIsGoneAreEndedWhereItIsSaid() {
    Grant alice = home.opens("alice", BOARD);
    home.member().end();
    time.run();

    assertThat(ran(asked.orders().kickUser("alice", "stolen")).join()).contains(done("gw1", 1));

    assertThat(asked.ledger().below(Keys.user("alice"))).isEmpty();
    assertThat(asked.comeBack("alice", BOARD, alice.session()).grant().session())
        .isNotEqualTo(alice.session());
  }

  @Test
  void aSessionThatIsHandedOverAtThatMomentIsEndedWhereverItsBoardIsNext() {
    Grant alice = home.opens("alice", BOARD);
    home.drains();
    home.loses(alice.session());
    alice.release(CloseCause.STOPPING);
    CompletableFuture<Optional<FarAnswer>> answer =
        asked.orders().kick(alice.session().id(), "new firmware").toCompletableFuture();

    time.pass(Duration.ofSeconds(2));

    assertThat(answer).isCompletedWithValue(Optional.of(done("gw1", 1)));
    assertThat(asked.comeBack("alice", BOARD, alice.session()).grant().session())
        .isNotEqualTo(alice.session());
  }

  @Test
  void aSessionThatNobodyHasTakenUpYetIsEndedWithItsUser() {
    Grant alice = home.opens("alice", BOARD);
    home.drains();
    home.loses(alice.session());
    alice.release(CloseCause.STOPPING);
    time.pass(Duration.ofSeconds(1));

    assertThat(ran(asked.orders().kickUser("alice", "stolen")).join()).contains(done("gw1", 1));

    assertThat(asked.comeBack("alice", BOARD, alice.session()).grant().session())
        .isNotEqualTo(alice.session());
  }

  @Test
  void aKickThatIsReadBeforeTheSessionIsKnownThereIsCarriedOutOnceItIs() {
    Grant alice = home.opens("alice", BOARD);
    home.loses(alice.session());
    CompletableFuture<Optional<FarAnswer>> answer =
        ran(asked.orders().kick(alice.session().id(), "new firmware"));
    assertThat(answer).isNotDone();

    home.has(alice, "alice", BOARD);
    time.pass(Duration.ofSeconds(1));

    assertThat(answer).isCompletedWithValue(Optional.of(done("gw2", 1)));
  }

  @Test
  void aSessionThatIsKeptElsewhereThoughItsUserWasSentAwayIsEnded() {
    Grant alice = home.opens("alice", BOARD);
    home.loses(alice.session());
    home.member().end();
    time.run();
    third.ask("bob", BOARD, false);
    third.ledger().holdAnswers();

    CompletableFuture<List<FarAnswer>> answer = ran(asked.orders().kickUser("alice", "stolen"));
    time.pass(Duration.ofSeconds(4));
    third.ledger().release();
    time.pass(Duration.ofSeconds(1));

    assertThat(answer).isDone();
    doesNotGoOn(alice.session());
  }

  @Test
  void whatWasSaidStandsForAsLongAsTheSessionMayComeBackAndNotMuchLonger() {
    Grant alice = home.opens("alice", BOARD);
    home.ledger().cut();
    ran(asked.orders().kick(alice.session().id(), "new firmware"));
    looks(20);
    assertThat(asked.ledger().below(Keys.KICKS)).hasSize(1);

    isFenced("gw2");
    looks(1);
    doesNotGoOn(alice.session());
    looks(7);

    assertThat(asked.ledger().below(Keys.KICKS)).isEmpty();
  }

  @Test
  void aUserWhoseSessionIsNotOverIsKeptAwayFromTheMomentThatTheEngineIsBack() {
    home.opens("alice", BOARD);
    home.ledger().cut();
    ran(asked.orders().kickUser("alice", "stolen"));
    time.pass(Duration.ofSeconds(4));
    third.ledger().cut();
    time.jump(Duration.ofMinutes(2));
    long before = third.told().stream().filter("bar alice"::equals).count();

    third.ledger().mend();
    time.run();

    assertThat(third.told()).filteredOn("bar alice"::equals).hasSize((int) before + 1);
  }

  @Test
  void aUserWhoIsKeptAwayIsNotToldOfAnewWheneverTheEngineIsBackForAMoment() {
    home.opens("alice", BOARD);
    home.ledger().cut();
    ran(asked.orders().kickUser("alice", "stolen"));

    for (int cut = 0; cut < 5; cut++) {
      third.ledger().cut();
      third.ledger().mend();
      time.run();
    }

    assertThat(third.told()).containsExactly("bar alice");
  }

  private int triesInASecond() {
    int before = home.triesToKick();
    time.pass(Duration.ofSeconds(1));
    return home.triesToKick() - before;
  }

  @Test
  void whateverHappensToBoardsMeanwhileASessionThatIsAboutToComeIsLookedForNoMoreOften() {
    Grant alice = home.opens("alice", BOARD);
    home.loses(alice.session());
    ran(asked.orders().kick(alice.session().id(), "new firmware"));
    int before = triesInASecond();

    for (int change = 0; change < 20; change++) {
      third.opens("bob", "spin5-02").release(CloseCause.KICKED);
      time.run();
    }

    assertThat(triesInASecond()).isLessThanOrEqualTo(before + 1);
  }

  @Test
  void aSessionThatIsAboutToComeIsEndedAsSoonAsSomethingHappensToItsBoard() {
    Grant alice = home.opens("alice", BOARD);
    home.loses(alice.session());
    CompletableFuture<Optional<FarAnswer>> answer =
        ran(asked.orders().kick(alice.session().id(), "new firmware"));

    home.has(alice, "alice", BOARD);
    third.opens("bob", "spin5-02");

    assertThat(answer).isCompletedWithValue(Optional.of(done("gw2", 1)));
  }
}
