package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.order.FarAnswer;
import org.spinngate.server.order.FarAnswer.Said;
import org.spinngate.server.order.Gone;
import org.spinngate.server.testing.TestLoop;

/** A kick at one of several gateways. */
class SharedKickTest {
  private static final String BOARD = "spin5-01";
  private static final SessionId NONE = new SessionId(7);

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague asked = colleague("gw1");
  private final Colleague home = colleague("gw2");
  private final Colleague third = colleague("gw3");

  private Colleague colleague(String name) {
    return new Colleague(name, engine.ledger(time.loop()), time, () -> 3);
  }

  private CompletableFuture<Optional<FarAnswer>> kick(Colleague gateway, SessionId session) {
    return ran(gateway.orders().kick(session, "new firmware"));
  }

  private <T> CompletableFuture<T> ran(CompletionStage<T> stage) {
    time.run();
    return stage.toCompletableFuture();
  }

  private static FarAnswer done(String gateway) {
    return new FarAnswer(gateway, Said.DONE, new Gone(1, 0));
  }

  private int ordersLeft() {
    return (int)
        List.of("gw1", "gw2", "gw3").stream()
            .flatMap(name -> asked.ledger().below(Keys.orders(name)).stream())
            .count();
  }

  @Test
  void aSessionIsEndedAtItsHomeAndItsUserKeptAwayEverywhere() {
    Grant alice = home.opens("alice", BOARD);

    assertThat(kick(asked, alice.session().id())).isCompletedWithValue(Optional.of(done("gw2")));

    assertThat(home.told()).contains("kick alice: new firmware", "bar alice from spin5-01");
    assertThat(third.told()).containsExactly("bar alice from spin5-01");
    assertThat(asked.told()).containsExactly("bar alice from spin5-01");
    assertThat(ordersLeft()).isZero();
  }

  @Test
  void aSessionThatNobodyHasIsFoundNowhere() {
    assertThat(kick(asked, new SessionId(7))).isCompletedWithValue(Optional.empty());
    assertThat(engine.find(Keys.orders("gw2"))).isEmpty();
  }

  @Test
  void ofTwoKicksAtOnceOneEndsTheSessionAndBothSayWhatBecameOfIt() {
    SessionId session = home.opens("alice", BOARD).session().id();

    var one = asked.orders().kick(session, "mine").toCompletableFuture();
    var other = third.orders().kick(session, "yours").toCompletableFuture();
    time.run();

    assertThat(List.of(one.join().orElseThrow().said(), other.join().orElseThrow().said()))
        .containsExactlyInAnyOrder(Said.DONE, Said.UNKNOWN);
    assertThat(home.told()).filteredOn(word -> word.startsWith("kick")).hasSize(1);
    assertThat(ordersLeft()).isZero();
  }

  @Test
  void whileTheEngineIsAwayNothingIsSaidToBeDone() {
    SessionId session = home.opens("alice", BOARD).session().id();
    asked.ledger().cut();
    time.run();

    assertThat(kick(asked, session)).isCompletedExceptionally();
    assertThat(home.told()).isEmpty();

    asked.ledger().mend();
    time.run();
    assertThat(kick(asked, session)).isCompletedWithValue(Optional.of(done("gw2")));
  }

  @Test
  void aHomeThatIsSilentDoesItOnceItIsBackAndItsUserIsKeptAwayAtOnce() {
    SessionId session = home.opens("alice", BOARD).session().id();
    home.ledger().cut();
    CompletableFuture<Optional<FarAnswer>> answer = kick(asked, session);
    assertThat(answer).isNotDone();

    time.pass(Duration.ofSeconds(4));
    assertThat(answer.join().orElseThrow().said()).isEqualTo(Said.SILENT);
    assertThat(third.told()).containsExactly("bar alice from spin5-01");

    home.ledger().mend();
    time.run();
    assertThat(home.told()).contains("kick alice: new firmware");
    home.looksAtOrders();
    home.looksAtOrders();
    assertThat(ordersLeft()).isZero();
  }

  @Test
  void whatWasOrderedOfAGatewayThatIsGoneIsTakenAway() {
    SessionId session = home.opens("alice", BOARD).session().id();
    home.ledger().cut();
    kick(asked, session);
    time.pass(Duration.ofSeconds(4));
    asked.ledger().transact(List.of(new LedgerChange.Delete(Keys.gateway("gw2"), 0)));
    time.run();

    asked.looksAtOrders();
    assertThat(engine.find(Keys.orders("gw2"))).isPresent();
    asked.looksAtOrders();

    assertThat(engine.find(Keys.orders("gw2"))).isEmpty();
  }

  @Test
  void aSessionWhoseGatewayIsGoneIsEndedHereWithItsPlaceInTheQuota() {
    Grant alice = home.opens("alice", BOARD);
    home.member().end();
    time.run();

    assertThat(kick(asked, alice.session().id())).isCompletedWithValue(Optional.of(done("gw1")));

    assertThat(asked.comeBack("alice", BOARD, alice.session()).grant().session())
        .isNotEqualTo(alice.session());
    assertThat(asked.ledger().below(Keys.user("alice"))).hasSize(1);
    assertThat(third.told()).containsExactly("bar alice from spin5-01");
  }

  @Test
  void aUserIsSentAwayFromAllGatewaysAndAllBoards() {
    home.opens("alice", BOARD);
    third.opens("alice", "spin5-02");

    assertThat(ran(asked.orders().kickUser("alice", "stolen")))
        .isCompletedWithValue(List.of(done("gw2"), done("gw3")));

    assertThat(home.told()).contains("kick user alice: stolen", "bar alice");
    assertThat(asked.told()).containsExactly("bar alice");
    assertThat(ordersLeft()).isZero();
  }

  @Test
  void anOrderThatThisBuildDoesNotKnowIsLeftForItsSender() {
    asked
        .ledger()
        .transact(
            List.of(
                new LedgerChange.Create(Keys.orders("gw2"), ""),
                new LedgerChange.Create(Keys.orders("gw2") + "/o-1", "dance=tango\n")));
    time.run();

    home.looksAtOrders();
    home.looksAtOrders();

    assertThat(home.told()).isEmpty();
    assertThat(ordersLeft()).isOne();
  }

  @Test
  void whoJoinsMeanwhileKeepsThemAwayToo() {
    ran(asked.orders().kicked(NONE, Bar.ofUser("alice", "stolen"), "stolen"));

    assertThat(colleague("gw4").told()).containsExactly("bar alice");
  }

  @Test
  void whoWasMadeToLeaveIsWrittenDownForAsLongAsItMattersAndNotLonger() {
    ran(asked.orders().kicked(NONE, Bar.ofUser("alice", "stolen"), "stolen"));

    for (int look = 0; look < 5; look++) {
      asked.looksAtOrders();
    }
    assertThat(asked.ledger().below(Keys.KICKS)).hasSize(1);
    asked.looksAtOrders();
    assertThat(asked.ledger().below(Keys.KICKS)).isEmpty();
  }

  @Test
  void theOthersHearThatAUserIsKeptAwayOnceTheEngineIsBack() {
    asked.ledger().cut();
    time.run();
    assertThat(ran(asked.orders().kickUser("alice", "stolen"))).isCompletedExceptionally();

    asked.ledger().mend();
    time.pass(Duration.ofSeconds(1));

    assertThat(home.told()).containsExactly("bar alice");
  }

  @Test
  void anOrderThatCannotBeCarriedOutIsAnswered() {
    SessionId session = home.opens("alice", BOARD).session().id();
    home.fails();

    assertThat(kick(asked, session))
        .isCompletedWithValue(Optional.of(new FarAnswer("gw2", Said.UNKNOWN, Gone.NOTHING)));
    assertThat(ordersLeft()).isZero();
  }

  @Test
  void theOthersHearOfAKickHereOnceTheEngineIsBack() {
    asked.ledger().cut();
    time.run();
    assertThat(ran(asked.orders().kicked(NONE, Bar.ofUser("alice", "stolen"), "stolen")))
        .isCompletedExceptionally();

    asked.ledger().mend();
    time.pass(Duration.ofSeconds(1));

    assertThat(home.told()).containsExactly("bar alice");
  }

  /** So long, with what falls due meanwhile. */
  private void passMinutes(int minutes) {
    for (int step = 0; step < 120 * minutes; step++) {
      time.jump(Duration.ofMillis(500));
    }
  }

  @Test
  void theOthersHearOfAKickHereOnceTheEngineIsBackHoweverLongThatTakes() {
    Grant alice = asked.opens("alice", BOARD);
    asked.ledger().cut();
    time.run();
    Bar bar = Bar.ofSession("alice", asked.board(BOARD), "new firmware");
    assertThat(ran(asked.orders().kicked(alice.session().id(), bar, "new firmware")))
        .isCompletedExceptionally();

    passMinutes(90);
    asked.ledger().mend();
    passMinutes(1);

    assertThat(home.told()).containsExactly("bar alice from spin5-01");
  }

  @Test
  void theSessionsOfAUserWhoWasSentAwayEndOnceTheEngineIsBackHoweverLongThatTakes() {
    home.opens("alice", BOARD);
    asked.ledger().cut();
    time.run();
    assertThat(ran(asked.orders().kickUser("alice", "stolen"))).isCompletedExceptionally();

    passMinutes(90);
    asked.ledger().mend();
    passMinutes(1);

    assertThat(home.told()).contains("bar alice", "kick alice: stolen");
  }

  @Test
  void thatAUserIsKeptAwayWhoHasNothingIsToldForTheMinuteThatItLasts() {
    asked.ledger().cut();
    time.run();
    assertThat(ran(asked.orders().kickUser("alice", "stolen"))).isCompletedExceptionally();

    passMinutes(2);
    asked.ledger().mend();
    passMinutes(1);

    assertThat(home.told()).isEmpty();
    assertThat(
            engine.find(Keys.KICKS).stream()
                .flatMap(key -> home.ledger().below(key.key()).stream()))
        .isEmpty();
  }
}
