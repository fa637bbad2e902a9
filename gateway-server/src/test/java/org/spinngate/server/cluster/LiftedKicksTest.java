package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.order.Barred;
import org.spinngate.server.order.Barred.Kind;
import org.spinngate.server.testing.TestLoop;

/** Kicks at several gateways, as the operator sees them and takes them back. */
class LiftedKicksTest {
  private static final String BOARD = "spin5-01";
  private static final BanTarget ALICE = BanTarget.of("alice");

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

  private void kickWhileItsHomeIsSilent() {
    SessionId session = home.opens("alice", BOARD).session().id();
    home.ledger().cut();
    ran(asked.orders().kick(session, "new firmware"));
    time.pass(Duration.ofSeconds(4));
  }

  @Test
  void aKickThatASilentGatewayHasStillToHearOfIsShownByTheOthers() {
    kickWhileItsHomeIsSilent();

    assertThat(third.orders().pending())
        .containsExactly(
            new Barred(
                Barred.Kind.PENDING,
                new Barred.Who(Optional.empty(), Optional.of("alice")),
                Optional.of(BOARD),
                Bar.wordsOfSession("new firmware"),
                Optional.empty(),
                Optional.of("gw2")));

    home.ledger().mend();
    time.run();
    assertThat(third.orders().pending()).isEmpty();
  }

  @Test
  void aUserWhoIsStillToBeSentAwayByASilentGatewayIsShownToo() {
    home.ledger().cut();
    ran(asked.orders().kickUser("alice", "stolen"));
    time.pass(Duration.ofSeconds(4));

    assertThat(third.orders().pending())
        .extracting(row -> row.gateway().orElseThrow(), Barred::why)
        .containsExactly(tuple("gw2", "stolen"));

    ran(third.orders().lift(ALICE));
    assertThat(third.orders().pending()).extracting(Barred::kind).containsExactly(Kind.ENDING);
  }

  @Test
  void whoIsLetInAgainIsKeptAwayByNobodyWhoStartsLater() {
    ran(asked.orders().kicked(new SessionId(7), Bar.ofUser("alice", "stolen"), "stolen"));

    ran(third.orders().lift(ALICE));

    assertThat(home.told()).containsExactly("bar alice", "lift " + ALICE.text());
    assertThat(asked.ledger().below(Keys.KICKS)).isEmpty();
    assertThat(colleague("gw4").told()).isEmpty();
  }

  @Test
  void whoIsLetInAgainDoesNotGetTheSessionBackThatASilentGatewayHas() {
    kickWhileItsHomeIsSilent();
    List<String> before = List.copyOf(third.told());

    ran(third.orders().lift(ALICE));
    time.pass(Duration.ofSeconds(12));
    third.looksAtOrders();
    asked.looksAtOrders();
    assertThat(third.told()).isEqualTo(before);
    assertThat(third.orders().pending()).extracting(Barred::kind).containsExactly(Kind.ENDING);
    assertThat(colleague("gw4").told()).isEmpty();

    home.ledger().mend();
    time.run();
    assertThat(home.told()).contains("end alice: new firmware", "lift " + ALICE.text());
    assertThat(asked.orders().pending()).isEmpty();
  }

  @Test
  void aGatewayThatFindsAKickAfterItsLiftLiftsItLastAllTheSame() {
    home.opens("alice", BOARD);
    home.ledger().cut();
    String orders = Keys.orders("gw2");
    third
        .ledger()
        .transact(
            List.of(
                new LedgerChange.Create(orders, ""),
                new LedgerChange.Create(orders + "/o-1", "kick=lift\nname=" + ALICE.text() + "\n"),
                new LedgerChange.Create(orders + "/o-2", "kick=user\nname=alice\n")));

    home.ledger().mend();
    time.pass(Duration.ofSeconds(1));

    assertThat(home.told())
        .containsOnlyOnce("kick user alice: ")
        .last()
        .isEqualTo("lift " + ALICE.text());
  }

  private void kickWhileTheEngineIsAway() {
    SessionId session = home.opens("alice", BOARD).session().id();
    asked.ledger().cut();
    time.run();
    ran(asked.orders().kicked(session, Bar.ofUser("alice", "stolen"), "stolen"));
  }

  @Test
  void aKickThatIsStillToBeToldEndsItsSessionAndKeepsNobodyAwayWhoWasLetInMeanwhile() {
    kickWhileTheEngineIsAway();
    ran(asked.orders().lift(ALICE));

    asked.ledger().mend();
    time.pass(Duration.ofSeconds(2));

    assertThat(home.told()).containsExactly("end alice: stolen");
    assertThat(third.told()).isEmpty();
  }

  @Test
  void aKickThatIsStillToBeToldKeepsNobodyAwayWhomAnotherGatewayHasLetIn() {
    kickWhileTheEngineIsAway();
    ran(third.orders().lift(ALICE));

    asked.ledger().mend();
    time.pass(Duration.ofSeconds(2));

    assertThat(home.told()).containsOnly("lift " + ALICE.text(), "end alice: stolen");
    assertThat(third.told()).isEmpty();
  }

  @Test
  void aKickThatIsStillToBeToldAndEndsNothingIsForgottenWithItsLift() {
    asked.ledger().cut();
    time.run();
    SessionId none = new SessionId(7);
    ran(asked.orders().kicked(none, Bar.ofUser("bob", "stolen"), "stolen"));
    ran(asked.orders().kicked(none, Bar.ofUser("alice", "stolen"), "stolen"));
    ran(asked.orders().lift(ALICE));

    asked.ledger().mend();
    time.pass(Duration.ofSeconds(2));

    assertThat(third.told()).containsExactly("bar bob");
  }

  @Test
  void othersWhoWereKickedStayAway() {
    ran(asked.orders().kicked(new SessionId(7), Bar.ofUser("bob", "stolen"), "stolen"));

    ran(third.orders().lift(ALICE));

    assertThat(colleague("gw4").told()).containsExactly("bar bob");
  }

  @Test
  void whileTheEngineIsAwayNothingIsSaidToBeLiftedElsewhere() {
    asked.ledger().cut();
    time.run();

    assertThat(ran(asked.orders().lift(ALICE))).isCompletedExceptionally();
    assertThat(home.told()).isEmpty();
  }
}
